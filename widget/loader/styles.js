/** The text of loader.css; the site puts it here. */
export const styles = "";
