"""What the project says about its speed, measured: `python -m benchmarks NAME [--quick] [--json]`."""
