"""The reader of quantities beside other tools, on the same sentences in the same run."""
