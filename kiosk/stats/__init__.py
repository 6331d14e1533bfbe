"""Sessions counted per day, in a file that a power cut cannot harm: never times, nor a person."""
