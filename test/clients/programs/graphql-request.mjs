import { readFileSync } from 'node:fs';
import { request } from 'graphql-request';

const [url, file] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await request(url, readFileSync(file, 'utf8'))));
