"""Running what a project contains in child processes, and the cells of a note inside one."""
