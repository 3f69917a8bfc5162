/** The style sheet of the panel and its sheet; constructed, so that no policy of the page's need allow styles. */

import { styles } from "./styles.js";

export const rules = new CSSStyleSheet();
rules.replaceSync(styles);
