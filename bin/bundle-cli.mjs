// Bundles the command line: dist/cli.js and the chunks it loads when they are needed. A file costs a process
// start about 0.3 ms to find, read and link; a run would touch 900 of them.
import { build } from 'esbuild';
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The library in dist/lib stays as it is: programs import it file by file, with its types. */
export async function bundleCli(root) {
  const dist = path.join(root, 'dist');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { cli: path.join(dist, 'lib/cli/main.js') },
    outdir: dist,
    chunkNames: 'cli-[hash]',
    bundle: true,
    splitting: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    external: ['cpu-features'],
    define: { __dirname: 'import.meta.dirname' },
    plugins: [ownPlaces(dist), nativeCode],
    // for the CommonJS packages
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  });
  chmodSync(path.join(dist, 'cli.js'), 0o755);
  writeFileSync(path.join(dist, 'LICENSES.txt'), licensesOf(root, Object.keys(metafile.inputs)));
}

/** A module finds the shell scripts beside it: in a chunk it still says where its own file is. */
const ownPlaces = (dist) => ({
  name: 'own-places',
  setup(build) {
    build.onLoad({ filter: /\/dist\/(lib|modules)\/.*\.js$/ }, ({ path: file }) => {
      const place = JSON.stringify(`./${path.relative(dist, file)}`);
      const text = readFileSync(file, 'utf8');
      return { contents: text.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`) };
    });
  },
});

/** The compiled part of ssh2 stays where npm built it (or did not: ssh2 can do without). */
const nativeCode = {
  name: 'native-code',
  setup(build) {
    build.onResolve({ filter: /\.node$/ }, ({ path: file, resolveDir }) => {
      const inside = path.join(resolveDir, file).split('/node_modules/').at(-1);
      return { path: inside, external: true };
    });
  },
};

/** What the licences of the bundled packages ask for. */
function licensesOf(root, inputs) {
  const names = inputs.map(
    (file) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(file)?.[1],
  );
  return [...new Set(names.filter(Boolean))]
    .sort()
    .map((name) => licenseOf(root, name))
    .join('\n');
}

function licenseOf(root, name) {
  const dir = path.join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8'));
  const file = existsSync(dir) && readdirSync(dir).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? readFileSync(path.join(dir, file), 'utf8').trim() : '';
  return `${name} ${version} (${typeof license === 'string' ? license : ''})\n\n${text}\n`;
}
