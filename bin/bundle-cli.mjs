// Bundles the command line: dist/cli.cjs starts dist/cli-<hash>.cjs, one file with everything but what few runs need,
// which has files of its own. A file costs a process start about 0.3 ms to find, read and link; a run would touch 900.
import { build } from 'esbuild';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The library in dist/lib stays as it is: programs import it file by file, with its types. */
export async function bundleCli(root) {
  const dist = path.join(root, 'dist');
  const common = {
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    metafile: true,
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
  };
  const bundles = {};
  const licensed = [];
  const add = async (name, options) => {
    const { metafile } = await build({ ...common, ...compiledAhead, ...options });
    bundles[name] = path.basename(Object.keys(metafile.outputs)[0]);
    licensed.push(...Object.keys(metafile.inputs));
    const file = path.join(dist, bundles[name]);
    writeFileSync(file, asciiOf(ofOneShape(readFileSync(file, 'utf8'))), 'latin1');
  };
  const ownUrl = { js: WRAPPER.begin + OWN_URL };
  await add('command-line', {
    entryPoints: { cli: path.join(dist, 'lib/cli/command-line.js') },
    plugins: [ownPlaces(dist, '__ownUrl'), onFirstUse],
    banner: ownUrl,
  });
  for (const [name, packages] of Object.entries(SELDOM)) {
    const contents = packages.map((each) => `exports['${each}'] = require('${each}');`).join('\n');
    await add(name, {
      stdin: { contents, resolveDir: root, sourcefile: name },
      entryNames: `${name}-[hash]`,
      plugins: [nativeCode],
    });
  }
  await build({
    ...common,
    entryPoints: { cli: path.join(dist, 'lib/cli/main.js') },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    plugins: [compiledCommandLine(root), ownPlaces(dist, '__ownUrl')],
    define: { BUNDLES: JSON.stringify(bundles) },
    banner: { js: OWN_URL },
  });
  const cli = path.join(dist, 'cli.cjs');
  chmodSync(cli, 0o755);
  await warmUp(cli, path.join(root, 'bin/warm-up'));
  writeFileSync(path.join(dist, 'LICENSES.txt'), licensesOf(root, licensed));
}

/** What a run here with everyday files does without: the files that have it, and the packages in each. */
const SELDOM = { ssh: ['ssh2', 'node-ssh'], yaml: ['yaml'] };

// as node wraps a CommonJS module; what was an ES module is strict
const WRAPPER = {
  begin: '(function (exports, require, module, __filename, __dirname) { ',
  end: '})',
};

const compiledAhead = {
  entryNames: '[name]-[hash]',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  external: ['cpu-features'],
  banner: { js: WRAPPER.begin },
  footer: { js: WRAPPER.end },
};

const OWN_URL = `"use strict";
const __ownUrl = require('node:url').pathToFileURL(__filename).href;`;

/** A module finds the shell scripts beside it: in the bundle it still says where its own file is. */
const ownPlaces = (dist, url) => ({
  name: 'own-places',
  setup(build) {
    build.onLoad({ filter: /\/dist\/(lib|modules)\/.*\.js$/ }, ({ path: file }) => {
      const place = JSON.stringify(`./${path.relative(dist, file)}`);
      const text = readFileSync(file, 'utf8');
      return {
        contents: text
          .replaceAll('import.meta.url', `new URL(${place}, ${url}).href`)
          .replaceAll('import.meta.dirname', '__dirname'),
      };
    });
  },
});

/** Packages whose file is loaded when the first thing in them is asked for, and some of node's own modules. */
const onFirstUse = {
  name: 'on-first-use',
  setup(build) {
    const fileOf = new Map(
      Object.entries(SELDOM).flatMap(([name, packages]) => packages.map((each) => [each, name])),
    );
    const isOurs = ({ importer, namespace }) => namespace === 'file' && !importer.includes('/node_modules/');
    build.onResolve({ filter: /^[a-z]/ }, ({ path: name, ...from }) =>
      isOurs(from) && (fileOf.has(name) || LAZY_MODULES.has(name))
        ? { path: name, namespace: 'on-first-use' }
        : undefined,
    );
    build.onResolve({ filter: /.*/, namespace: 'on-first-use' }, ({ path: name }) => ({
      path: name,
      external: true,
    }));
    build.onLoad({ filter: /.*/, namespace: 'on-first-use' }, async ({ path: name }) => {
      const value = fileOf.has(name) ? `require('${fileOf.get(name)}')['${name}']` : `require('${name}')`;
      const exported = await import(name);
      // of CommonJS node guesses names from the text; its default is what the module really exports
      const names = Object.keys(exported.default ?? exported);
      const getters = names.map(
        (key) => `get ${JSON.stringify(key)}() { return ${value}[${JSON.stringify(key)}]; },`,
      );
      return { contents: `module.exports = {\n${getters.join('\n')}\n};` };
    });
  },
};

const LAZY_MODULES = new Set(['node:fs/promises', 'node:module', 'node:readline', 'node:timers/promises']);

/** What main.js loads when there is more to do than to tell the version. */
const compiledCommandLine = (root) => ({
  name: 'compiled-command-line',
  setup(build) {
    build.onResolve({ filter: /^\.\/command-line\.js$/ }, () => ({
      path: path.join(root, 'bin/compiled-command-line.mjs'),
    }));
  },
});

// esbuild gives each file an object whose one key is the file's name: 900 shapes of objects, which V8 keeps in one list
// that it copies for each. With one key for all of them they are one shape
function ofOneShape(text) {
  const named = /^(var \w+ = __(?:esm|commonJS)\(\{\n  )"[^"]+"\(/gm;
  if (!named.test(text)) throw new Error('esbuild no longer wraps files as this build knows it');
  return text.replace(named, '$1file(');
}

// esbuild escapes what is not ASCII in strings; what is left stands in regular expressions, which take the same
// escapes, and in comments. V8 takes a byte a character then
const asciiOf = (text) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A run of everyday tasks, here and over ssh: what V8 compiled for it stays beside the bundle. */
async function warmUp(cli, play) {
  const top = mkdtempSync(path.join(tmpdir(), 'tsplay-build-'));
  const env = { PATH: process.env.PATH, HOME: top };
  const sshd = spawn(process.execPath, [path.join(play, 'sshd.mjs'), top], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [port] = await once(sshd.stdout, 'data');
    const argv = [cli, 'run', 'play.yml', '-i', 'hosts.ini', '-e', `top=${top} far_port=${Number(port)}`];
    execFileSync(process.execPath, argv, { cwd: play, env, stdio: 'pipe' });
  } finally {
    sshd.kill();
    rmSync(top, { recursive: true, force: true });
  }
}

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
