/** The text of panel.css; the site puts it here. */
export const styles = "";
