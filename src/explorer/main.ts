import { followDataVersion, showDataVersion } from './data-version.js';

const place = document.getElementById('graphiql');
if (place === null) throw new Error('the page has no place for GraphiQL');

// The header paints at once; the editor is large and follows.
void followDataVersion();
const { mountGraphiql } = await import('./graphiql.js');
mountGraphiql(place, showDataVersion);
