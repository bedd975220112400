/** Version of the software: that of package.json, as a test checks. */
export const VERSION = '0.1.0';
