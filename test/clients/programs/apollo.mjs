import { readFileSync } from 'node:fs';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';

const [uri, file] = process.argv.slice(2);
const client = new ApolloClient({ link: new HttpLink({ uri }), cache: new InMemoryCache() });
const { data } = await client.query({ query: gql(readFileSync(file, 'utf8')) });
process.stdout.write(JSON.stringify(data));
