// Every test in one process: one workspace, one server, one browser.

import "./pages.mjs";
import "./reading.mjs";
