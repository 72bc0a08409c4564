"""The command line: one use case a command. Exit codes: 0 done, 1 findings, 2 misuse."""
