import createClient from 'openapi-fetch';
import type { paths } from './schema';
import { session } from './session';

/** The API, typed by the server's own document. Use it with `unwrap`, which throws a Problem. */
export const api = createClient<paths>({ baseUrl: '/api/v1', fetch: session.fetch });
