"""What would be active on the site, and so may not stand in a note, a lab, a claim or a drawing."""
