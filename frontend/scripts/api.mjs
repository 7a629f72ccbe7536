// Writes src/lib/api/schema.d.ts from the server's own document, openapi.json.
// The client adds /api/v1 itself, so the paths are named without it.
import { readFile, writeFile } from 'node:fs/promises';
import openapi, { astToString } from 'openapi-typescript';

const document = JSON.parse(await readFile('openapi.json', 'utf8'));
document.paths = Object.fromEntries(
	Object.entries(document.paths).map(([path, item]) => [path.replace(/^\/api\/v1(?=\/)/, ''), item])
);
const header = '// Generated from openapi.json by `npm run api`. Do not edit.\n\n';
await writeFile('src/lib/api/schema.d.ts', header + astToString(await openapi(document)));
