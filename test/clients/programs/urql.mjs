import { readFileSync } from 'node:fs';
import { cacheExchange, Client, fetchExchange } from 'urql';

const [url, file] = process.argv.slice(2);
const client = new Client({ url, exchanges: [cacheExchange, fetchExchange] });
const { data, error } = await client.query(readFileSync(file, 'utf8'), {}).toPromise();
if (error) throw error;
process.stdout.write(JSON.stringify(data));
