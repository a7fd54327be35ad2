"""Which files a browser offers to choose as a programme; what a file is, its content says."""

ACCEPTED = (
    ".txt,.md,.html,.htm,.csv,.tsv,.xlsx,.hwpx,.hwp,.docx,.pdf,.xml,.json,.ics,.gz,.xz,text/plain"
)
