// Compiles lib/ and modules/ to dist/ and copies the shell scripts that go to hosts beside them.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCli } from './bundle-cli.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');
const isAsset = (file) => !path.extname(file) || /\.(sh|ejs|json|py)$/.test(file);

rmSync(dist, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
for (const folder of ['lib', 'modules']) {
  cpSync(path.join(root, folder), path.join(dist, folder), { recursive: true, filter: isAsset });
}
chmodSync(path.join(dist, 'lib/cli/main.js'), 0o755);
await bundleCli(root);
