/**
 * Root of the site, whatever path it is published under. Any of the site's scripts can ask: it may
 * have been put into one file with others, at another depth of the folder of scripts.
 */
export const SITE = new URL(import.meta.url.slice(0, import.meta.url.lastIndexOf("assets/javascripts/")));
