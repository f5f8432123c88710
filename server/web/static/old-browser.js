/* Run only where `nomodule` is not known (Internet Explorer and its modes): shows the sentence about the browser. */
document.getElementById("old-browser").removeAttribute("hidden");
