"""What is written down of who came in, what left and who was given which rights; codes to be read out; how a browser is named."""
