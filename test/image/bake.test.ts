import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../lib/connect/connect.js';
import { TsplayError } from '../../lib/core/problem.js';
import type { Value } from '../../lib/core/value.js';
import { planBakes, type Bakes } from '../../lib/image/bake.js';
import { openGeneration } from '../../lib/image/make-generation.js';
import { ConnectionLost } from '../../lib/remote/connection-lost.js';
import { currentOf, generationsIn, host, makeImage, whatIsLeft, type Scratch } from './support.js';

describe('the production phase', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = makeImage()));
  afterEach(() => {
    expect(whatIsLeft(scratch)).to.deep.equal([]);
    scratch.remove();
  });

  function plan(vars: Readonly<Record<string, Readonly<Record<string, Value>>>> = {}): Bakes {
    const all: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
      node1: { tsplay_image: 'tiny', tsplay_image_host: 'head' },
      node2: { tsplay_image: 'tiny', tsplay_image_host: 'head' },
      head: { images_dir: scratch.place.images! },
      ...vars,
    };
    return planBakes({ variable: (name, variable) => all[name]?.[variable], way: () => host });
  }

  async function runIn(bakes: Bakes, name: string, script: string): Promise<void> {
    const place = bakes.placeOf(name);
    if (place.kind !== 'image') throw new Error(`${name} is not an image`);
    const connection = connect({
      connection: place.connection.get('ansible_connection') as string,
      host: name,
    });
    try {
      const session = await connection.session();
      const reply = await session.call({ script, params: {}, mode: 'apply' });
      expect(reply.exitCode).to.equal(0);
      await session.upload(Buffer.from('uploaded\n'), '/etc/uploaded');
    } finally {
      await connection.close();
    }
  }

  it('is one place for all hosts of an image, and leaves others where they are', () => {
    const bakes = plan();
    expect(bakes.placeOf('head')).to.deep.equal({ kind: 'live' });
    expect(bakes.placeOf('node1')).to.deep.include({ kind: 'image', id: 'tiny' });
    expect(bakes.placeOf('node2')).to.deep.equal(bakes.placeOf('node1'));
  });

  it('begins with the first task and publishes when all went well', async () => {
    const bakes = plan();
    bakes.placeOf('node1');
    expect(generationsIn(scratch)).to.deep.equal([]);
    await runIn(bakes, 'node1', 'echo 1 >/etc/one');
    await runIn(bakes, 'node1', 'echo 2 >/etc/two');
    expect(currentOf(scratch)).to.equal(undefined);
    const said: string[] = [];
    expect(await bakes.settle(true, (stage) => said.push(stage))).to.deep.equal([]);
    expect(currentOf(scratch)).to.equal('1');
    const root = join(scratch.image, 'generations/1/root/etc');
    expect(['one', 'two', 'uploaded'].map((file) => readFileSync(join(root, file), 'utf8'))).to.deep.equal([
      '1\n',
      '2\n',
      'uploaded\n',
    ]);
    expect(said.at(-1)).to.equal('image tiny: generation 1 is published, kernel 6.1.0-1');
  });

  it('leaves nothing when the plays failed, or did nothing there', async () => {
    const bakes = plan();
    await runIn(bakes, 'node2', 'echo 1 >/etc/one');
    const said: string[] = [];
    expect(await bakes.settle(false, (stage) => said.push(stage))).to.deep.equal([]);
    expect(said).to.deep.equal(['image tiny: generation 1 is not published; none is published yet']);
    expect(await plan().settle(true, () => {})).to.deep.equal([]);
    expect([generationsIn(scratch), currentOf(scratch)]).to.deep.equal([[], undefined]);
  });

  it('publishes nothing that the gate refuses, and says why', async () => {
    const bakes = plan();
    await runIn(
      bakes,
      'node1',
      'mkdir -p /root/.ssh; echo "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample x" >/root/.ssh/authorized_keys',
    );
    const [problem, ...more] = await bakes.settle(true, () => {});
    expect([problem?.code, more]).to.deep.equal(['image-gate', []]);
    expect(problem?.message).to.include(
      'root/.ssh/authorized_keys: a key that may log in and is not declared',
    );
    expect(currentOf(scratch)).to.equal(undefined);
    const declared = plan({
      head: {
        images_dir: scratch.place.images!,
        image_authorized_keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample me'],
      },
    });
    await runIn(
      declared,
      'node1',
      'mkdir -p /root/.ssh; echo "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample x" >/root/.ssh/authorized_keys',
    );
    expect(await declared.settle(true, () => {})).to.deep.equal([]);
  });

  it('tells the task, and the run, who holds a locked image', async () => {
    const open = await openGeneration({ host, place: scratch.place });
    const bakes = plan();
    const error = await runIn(bakes, 'node1', ':').then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(ConnectionLost);
    expect((error as Error).message).to.include('tiny is locked by');
    expect(await bakes.settle(false, () => {})).to.deep.equal([
      { code: 'image-locked', message: `image ${scratch.place.image}: no generation was begun` },
    ]);
    await open.close();
  });

  it('says which variable is missing', () => {
    let error: unknown;
    try {
      plan({ node1: { tsplay_image: 'tiny' } }).placeOf('node1');
    } catch (caught) {
      error = caught;
    }
    expect(error).to.be.instanceOf(TsplayError);
    expect((error as TsplayError).problems[0]).to.deep.include({
      code: 'no-image-host',
      hint: 'set tsplay_image_host to the name of the control host',
    });
  });

  it('lets root become others by su: an image need not have sudo', () => {
    const place = plan().placeOf('node1');
    expect(place.kind === 'image' && place.connection.get('ansible_become_method')).to.equal('su');
  });
});
