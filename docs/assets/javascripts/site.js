// What every page loads. The build puts the files in place of these lines, so that a page asks once.
import "./claims.js";
import "./copy.js";
import "./scroll.js";
import "./plot.js";
