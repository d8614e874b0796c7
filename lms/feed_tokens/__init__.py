"""Secret addresses under which programs read what one person may see."""
