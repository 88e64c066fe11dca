import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ImageHost } from '../../lib/image/hold.js';
import { openGeneration } from '../../lib/image/make-generation.js';
import { publishGeneration } from '../../lib/image/publish-generation.js';
import {
  addNode,
  currentOf,
  generationsIn,
  hashOf,
  host,
  makeImage,
  whatIsLeft,
  type Scratch,
} from './support.js';

const CHILD = fileURLToPath(new URL('./bake-child.ts', import.meta.url));

/** Starts a bake in a process of its own and kills it some time after a mark. Tells whether it got to the end. */
async function killBake(scratch: Scratch, mark: string, afterMs: number): Promise<'killed' | 'done'> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', CHILD, scratch.place.images!, scratch.place.image],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (said.includes(`mark ${mark}`)) resolve();
    });
    child.once('close', () => resolve());
  });
  await wait(afterMs);
  child.kill('SIGKILL');
  await ended;
  expect(said, `never came to ${mark}`).to.include(`mark ${mark}`);
  return said.includes('mark done') ? 'done' : 'killed';
}

async function nothingIsLeft(scratch: Scratch): Promise<void> {
  // The kernel ends a namespace at once, but the processes in it not in no time.
  for (
    let tries = 0;
    tries < 40 && whatIsLeft(scratch).some((each) => !each.startsWith('temporary'));
    tries++
  )
    await wait(50);
  // A file that was being written is the next run's to remove; it has our name.
  expect(whatIsLeft(scratch).filter((each) => !each.startsWith('temporary'))).to.deep.equal([]);
}

async function publishOne(scratch: Scratch): Promise<void> {
  const open = await openGeneration({ host, place: scratch.place });
  await open.finish();
  await open.publish();
  await open.close();
}

describe('a bake that is killed', function () {
  this.timeout(120_000);
  let scratch: Scratch;
  beforeEach(() => {
    scratch = makeImage();
    addNode(scratch, '52-54-00-00-00-01');
  });
  afterEach(() => scratch.remove());

  it('at many moments: what is served is whole, nothing is left, the next one works', async () => {
    await publishOne(scratch);
    const moments: readonly (readonly [string, number])[] = [
      ['lock', 60],
      ['lock', 110],
      ['copying', 0],
      ['copying', 20],
      ['play', 0],
      ['play', 60],
      ['play', 150],
      ['finish', 20],
      ['building the initramfs', 0],
      ['looking for secrets', 10],
      ['writing it to disk', 0],
      ['publish', 0],
      ['publish', 15],
    ];
    const outcomes: string[] = [];
    for (const [mark, afterMs] of moments) {
      const served = currentOf(scratch)!;
      const hash = hashOf(join(scratch.image, 'generations', served));
      outcomes.push(await killBake(scratch, mark, afterMs));
      await nothingIsLeft(scratch);
      expect(hashOf(join(scratch.image, 'generations', served)), `after ${mark}+${afterMs}`).to.equal(hash);
      for (const finished of generationsIn(scratch).filter((each) => /^\d+$/.test(each)))
        expect(existsSync(join(scratch.image, 'generations', finished, 'generation.json'))).to.equal(true);
      expectWhole(scratch);
    }
    expect(outcomes.filter((each) => each === 'killed').length).to.be.greaterThan(9);
    await publishOne(scratch);
    expect(generationsIn(scratch).filter((each) => each.endsWith('.unfinished'))).to.deep.equal([]);
    expect(whatIsLeft(scratch)).to.deep.equal([]);
  });
});

/** What a node that boots now gets is of one generation, and all there. */
function expectWhole(scratch: Scratch): void {
  const served = currentOf(scratch)!;
  const text = readFileSync(join(scratch.image, 'boot/current/nodes/52-54-00-00-00-01.pxelinux'), 'utf8');
  const numbers = new Set([...text.matchAll(/\/(\d+)\/|gen=(\d+)/g)].map(([, a, b]) => a ?? b));
  expect([...numbers]).to.deep.equal([served]);
  for (const file of ['vmlinuz', 'initrd.img'])
    expect(existsSync(join(scratch.image, 'boot', served, file))).to.equal(true);
  expect(existsSync(join(scratch.image, 'generations', served, 'root/etc/passwd'))).to.equal(true);
}

/**
 * This machine, on which the Nth call of a tool that changes files takes everything down with it, before or
 * after it has done its work.
 */
function crashingHost(dir: string, nth: number, when: 'before' | 'after'): ImageHost {
  const counter = join(dir, 'count');
  writeFileSync(counter, '0');
  const shims = join(dir, 'shims');
  // The group is the shell and what it started: every channel of this machine has its own.
  const crash = 'kill -KILL 0';
  for (const tool of ['mv', 'ln', 'rm', 'mktemp', 'chmod', 'sync']) {
    const path = join(shims, tool);
    const text = `#!/bin/sh
n=$(($(cat ${counter}) + 1)); echo "$n" >${counter}
[ "$n" = ${nth} ] || exec /bin/${tool} "$@"
${when === 'after' ? `/bin/${tool} "$@"` : ''}
${crash}
`;
    writeShim(path, text);
  }
  return {
    link: {
      connection: 'local',
      host: 'localhost',
      wrap: (argv) => ['env', `PATH=${shims}:${process.env['PATH']}`, ...argv],
    },
  };
}

function writeShim(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text, { mode: 0o755 });
}

describe('publishing that is cut off', function () {
  this.timeout(120_000);
  let scratch: Scratch;
  before(async () => {
    scratch = makeImage();
    addNode(scratch, '52-54-00-00-00-01');
    await publishOne(scratch);
    await publishOne(scratch);
  });
  after(() => scratch.remove());

  for (const when of ['before', 'after'] as const) {
    it(`${when} each step: old or new, never half`, async () => {
      let crashes = 0;
      for (let nth = 1; nth < 40; nth++) {
        const target = currentOf(scratch) === '1' ? 2 : 1;
        // Boot files are written anew each time, so that their steps are among those that are cut.
        rmSync(join(scratch.image, `boot/${target}/nodes/52-54-00-00-00-01.pxelinux`), { force: true });
        const before = currentOf(scratch);
        const crashed = await publishGeneration({
          host: crashingHost(scratch.dir, nth, when),
          place: scratch.place,
          generation: target,
        }).then(
          () => false,
          () => true,
        );
        await nothingIsLeft({ ...scratch, dir: join(scratch.image, 'generations') });
        expect([before, String(target)]).to.include(currentOf(scratch));
        expectWhole(scratch);
        if (!crashed) break;
        crashes++;
      }
      expect(crashes).to.be.greaterThan(4);
      await publishGeneration({ host, place: scratch.place, generation: 2 });
      expect(currentOf(scratch)).to.equal('2');
      expectWhole(scratch);
    });
  }
});
