export { orNull } from '../or-null.js';
