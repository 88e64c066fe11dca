import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Frame, Reply } from '../../lib/remote/call.js';
import { bytesOf } from '../../lib/remote/bytes.js';
import type { Session } from '../../lib/remote/session.js';
import { randomTexts } from '../remote/support/random-texts.js';
import { ways, type OpenWay } from './support/way.js';

for (const way of ways) {
  describe(`a session: ${way.name}`, function () {
    this.timeout(120_000);
    let open: OpenWay;
    let session: Session;
    let dir: string;

    const call = (script: string, params = {}, more = {}): Promise<Reply> =>
      session.call({ script, params, mode: 'apply', ...more });

    before(async () => {
      open = await way.open();
      session = await open.connection.session(open.become);
      dir = textsOf(await call('data dir "$(mktemp -d /tmp/tsplay-contract.XXXXXX)"'))['dir']!;
    });

    after(async () => {
      if (session && !session.lost) await call('rm -rf -- "$dir"', { dir });
      await open?.close();
    });

    it('hands over any text unharmed, as variable and as list', async () => {
      const texts = randomTexts(300);
      const params = Object.fromEntries(texts.map((text, index) => [`p${index}`, text]));
      const script = `${texts.map((_, index) => `data p${index} "$p${index}"`).join('\n')}\neach_all data item\ndata count "$count_all"`;
      const reply = await call(script, { ...params, all: texts });
      const values = dataOf(reply);
      expect(values.slice(0, 300)).to.deep.equal(texts.map(bytesOf));
      expect(values.slice(300, 600)).to.deep.equal(texts.map(bytesOf));
      expect(String(values[600])).to.equal('300');
    });

    it('tells numbers, booleans, unset names and empty lists apart', async () => {
      const script = 'data a "$a $b $c ${d-unset} ${e+set}"; each_none data item; data n "$count_none"';
      const reply = await call(script, { a: 3, b: true, c: false, d: undefined, e: '', none: [] });
      expect(textsOf(reply)).to.deep.equal({ a: '3 true false unset set', n: '0' });
    });

    for (const [what, script, code] of [
      ['a syntax error', 'if then fi', 2],
      ['exit', 'exit 7', 7],
      ['an unset variable', 'data a "$nothing"', undefined],
      [
        'a changed shell',
        'cd /tmp; set -e; set +f; IFS=x; PATH=/; data() { :; }; umask 0; exec 3>&-; trap "" TERM',
        0,
      ],
      ['an unfinished quote', "data a 'b", undefined],
      ['an unfinished here-document', 'cat <<E\nx', undefined],
    ] as const) {
      it(`${what} ends the task, not the session`, async () => {
        const bad = await call(script);
        if (code !== undefined) expect(bad.exitCode).to.equal(code);
        const good = await call('data pwd "$PWD"; data a "$(echo x1y)"; data umask "$(umask)"');
        expect(good.exitCode).to.equal(0);
        expect(textsOf(good)).to.include({ a: 'x1y', umask: '0022' });
        expect(textsOf(good)['pwd']).to.not.equal('/tmp');
      });
    }

    it('runs calls that were queued without waiting in their order', async () => {
      const replies = await Promise.all(
        Array.from({ length: 30 }, (_, index) => call('data n "$n"; echo "log $n"', { n: index })),
      );
      expect(replies.map((reply) => textsOf(reply)['n'])).to.deep.equal(
        replies.map((_, index) => String(index)),
      );
      expect(replies.map((reply) => String(reply.log).trim())).to.deep.equal(
        replies.map((_, index) => `log ${index}`),
      );
    });

    it('takes a script of 128 KiB', async () => {
      const reply = await call(`: '${'x'.repeat(131072)}'\ndata a done`);
      expect(textsOf(reply)).to.deep.equal({ a: 'done' });
    });

    it('does not wait for what is left in the background', async () => {
      const start = performance.now();
      const reply = await call(
        'data_out o e r /bin/sh -c "sleep 20 & echo out"; sleep 20 & change a b c start',
        {},
        {},
      );
      expect(textsOf(reply)).to.include({ o: 'out\n', r: '0' });
      expect(performance.now() - start).to.be.below(8000);
      await call(
        'kill $(ps -o pid,args 2>/dev/null | grep "[s]leep 20" | while read -r p rest; do echo $p; done) 2>/dev/null; true',
      );
    });

    it('runs a program without a script, at the first and at the later times', async () => {
      const run = async (...program: string[]): Promise<unknown> => {
        const reply = await call('fail "a script"', {}, { program });
        const { stdout, stderr, rc, missing, start, end } = textsOf(reply);
        expect([typeof start, typeof end, reply.exitCode]).to.deep.equal(['string', 'string', 0]);
        return missing === undefined ? [rc, stdout, stderr] : missing;
      };
      for (let time = 0; time < 2; time++) {
        expect(await run('/bin/sh', '-c', 'printf "%s" "$1" >&2; exit 5', 'x', "it's $a")).to.deep.equal([
          '5',
          '',
          "it's $a",
        ]);
        expect(await run('printf', '%s|', 'a b', '*')).to.deep.equal(['0', 'a b|*|', '']);
        expect(await run('sh', '-c', 'cat; echo "${LC_ALL-none}"')).to.deep.equal(
          await run('/bin/sh', '-c', 'echo "${LC_ALL-none}"'),
        );
        // what a shell does itself is a file's work all the same
        expect(await run('cd', '/')).to.not.deep.equal(['0', '', '']);
        expect(await run('tsplay-no-such-program', 'x')).to.equal('tsplay-no-such-program');
        expect(await run('/no/such/program')).to.equal('/no/such/program');
      }
      expect(textsOf(await call('fail "a script"', {}, { program: ['true'], mode: 'check' }))).to.deep.equal({
        unrun: 'yes',
      });
      expect(
        textsOf(await call('data script "$a"', { a: 1 }, { program: ['true'], environment: { b: 'c' } })),
      ).to.deep.equal({ script: '1' });
    });

    it('keeps an account of the directories that are to be on disk at the end', async () => {
      const script = `put_waits=true
change a b c put "$d/waits" 0644 '' '' text a
change a b c put "$d/waits2" 0644 '' '' text b
data waiting "$(sort -u -- "$ts_tmp/unsynced")"
ts_sync
if [ -s "$ts_tmp/unsynced" ]; then data waiting still; fi`;
      expect(textsOf(await call(script, { d: dir }))).to.deep.equal({ waiting: dir });
    });

    it('gives commands no input and no terminal', async () => {
      const reply = await call('data_out o e r cat; data_out o2 e2 r2 /bin/sh -c "read x </dev/tty"');
      expect(textsOf(reply)).to.include({ o: '', r: '0' });
      expect(textsOf(reply)['r2']).to.not.equal('0');
    });

    it('keeps bytes exact', async () => {
      const reply = await call(
        'data_out o e r printf "a\\000b\\377\\376c\\n\\n"; printf "\\000\\377" >"$d/f"; data_file f "$d/f"',
        { d: dir },
      );
      expect(bytesFor(reply, 'o')).to.equal('610062fffe630a0a');
      expect(bytesFor(reply, 'f')).to.equal('00ff');
    });

    it('counts what is over the limit and keeps the rest', async () => {
      const reply = await call('data_out o e r head -c 3000000 /dev/zero', {}, { keepBytes: 1000 }).catch(
        () => undefined,
      );
      const fallback =
        reply && textsOf(reply)['r'] === '0'
          ? reply
          : await call('data_out o e r /bin/sh -c "yes | head -c 3000000"', {}, { keepBytes: 1000 });
      const frame = fallback.frames.find((one) => one.kind === 'data' && one.key === 'o');
      expect(frame).to.include({ omitted: 2_999_000 });
      expect(frame?.kind === 'data' && frame.value.length).to.equal(1000);
    });

    it('never takes stray output for a frame', async () => {
      const reply = await call('echo "(data 1"; echo x >&2; printf "%s(data 1:k" 0123 >&2; data a b');
      expect(reply.frames).to.have.length(1);
      expect(String(reply.log)).to.include('(data 1').and.include('x\n');
    });

    it('reports a change and makes it only when this is no check', async () => {
      const params = { f: `${dir}/made` };
      const script =
        'stat_of "$f"; data before "$st_type"; [ "$st_type" != absent ] || change f absent file touch -- "$f"; stat_of "$f"; data after "$st_type"';
      const check = await session.call({ script, params, mode: 'check' });
      expect(textsOf(check)).to.deep.equal({ before: 'absent', after: 'absent' });
      expect(changesOf(check)).to.equal(1);
      const apply = await call(script, params);
      expect(textsOf(apply)).to.deep.equal({ before: 'absent', after: 'file' });
      expect(changesOf(apply)).to.equal(1);
      expect(changesOf(await call(script, params))).to.equal(0);
    });

    it('ends the task as failed when a change fails, with what was said', async () => {
      const reply = await call('change a b c ls /does/not/exist; data never reached');
      expect(failOf(reply)).to.include('/does/not/exist');
      expect(textsOf(reply)).to.not.have.property('never');
      const nested = await call('inner() { warn w; fail "why not"; }; change a b c inner');
      expect(failOf(nested)).to.equal('why not');
    });

    it('hands the environment to scripts and commands', async () => {
      const reply = await call(
        'data a "$GREETING"; data_out o e r /bin/sh -c \'echo "$GREETING"\'',
        {},
        { environment: { GREETING: "it's" } },
      );
      expect(textsOf(reply)).to.include({ a: "it's", o: "it's\n" });
      expect(textsOf(await call('data a "${GREETING-none}"'))).to.deep.equal({ a: 'none' });
    });

    it('looks at files of every type', async () => {
      const script = `cd "$d"; mkdir dir; ln -s nowhere link; mkfifo fifo; printf 123 >file; chmod 4750 file; chmod 7 dir
        each_names look`;
      const look = 'look() { stat_of "$1"; data "$1" "$st_type $st_mode $st_size $st_uid"; }\n';
      const reply = await call(look + script, {
        d: dir,
        names: ['dir', 'link', 'fifo', 'file', 'none', 'file/x'],
      });
      const texts = textsOf(reply);
      expect(texts['dir']).to.match(/^directory 0007 /);
      expect(texts['link']).to.match(/^link 0777 /);
      expect(texts['fifo']).to.match(/^fifo 0644 /);
      expect(texts['file']).to.equal('file 4750 3 0');
      expect(texts['none']).to.match(/^absent/);
      expect(texts['file/x']).to.match(/^absent/);
    });

    it('writes files whole, with mode and owner, and keeps those of the old one', async () => {
      const script = `
        change c '' new put "$f" 0640 0 0 text "$text"
        stat_of "$f"; data one "$st_mode $st_uid"; data_file got "$f"; data sum "$(sha256_of "$f")"
        change c '' new put "$f" '' '' '' text ''
        stat_of "$f"; data two "$st_mode $st_size"
        ln -s target "$d/l"; change c '' new put "$d/l" 0600 '' '' file "$f"
        stat_of "$d/l"; data three "$st_type $st_mode"
        set +f; data left "$(echo "$d"/.tsplay*)"`;
      const text = "line\n'$(x)' \udcff no newline at the end\n\n.";
      const reply = await call(script, { f: `${dir}/put it's\n-here`, d: dir, text });
      expect(failOf(reply)).to.equal(undefined);
      const texts = textsOf(reply);
      expect(texts).to.include({ one: '0640 0', two: '0640 0', three: 'file 0600', left: `${dir}/.tsplay*` });
      expect(bytesFor(reply, 'got')).to.equal(bytesOf(text).toString('hex'));
    });

    it('says in one sentence why a file cannot be written', async () => {
      const put = 'change c a b put "$f" "" "" "" text x';
      expect(failOf(await call(put, { f: `${dir}/no/such` }))).to.equal(
        `cannot write ${dir}/no/such: there is no directory ${dir}/no`,
      );
      expect(failOf(await call(put, { f: dir }))).to.equal(`${dir} is a directory`);
      expect(failOf(await call(`mkfifo "$f"; ${put}`, { f: `${dir}/pipe` }))).to.equal(
        `${dir}/pipe is a fifo`,
      );
      expect(failOf(await call(put, { f: '/dev/null' }))).to.equal('/dev/null is a device');
    });

    it('uploads and downloads any bytes, also to odd names', async () => {
      const bytes = Buffer.from(Array.from({ length: 3_000_001 }, (_, index) => (index * 7919) & 255));
      for (const [name, content] of [
        ["big 'one'\n", bytes],
        ['-empty', Buffer.alloc(0)],
      ] as const) {
        await session.upload(content, `${dir}/${name}`, { mode: '0600' });
        const parts: Buffer[] = [];
        for await (const part of await session.download(`${dir}/${name}`)) parts.push(part);
        expect(Buffer.concat(parts).equals(content)).to.equal(true);
        const reply = await call('stat_of "$f"; data mode "$st_mode"', { f: `${dir}/${name}` });
        expect(textsOf(reply)).to.deep.equal({ mode: '0600' });
      }
    });

    it('says why an upload or a download failed', async () => {
      expect(await messageOf(session.upload(Buffer.from('x'), `${dir}/no/such`))).to.include(
        'there is no directory',
      );
      const reading = session.download(`${dir}/nothing`).then(async (stream) => {
        for await (const _ of stream);
      });
      expect(await messageOf(reading)).to.match(/cannot read .*\/nothing: .*[Nn]o such file/);
    });

    it('kills what a cancelled call runs, and lives on', async () => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 300);
      const start = performance.now();
      const trap = way.stubborn ? 'trap : TERM; ' : '';
      const script = `data_out o e r /bin/sh -c "${trap}sleep 31; echo x >/dev/null; sleep 31"`;
      const reply = await call(script, {}, { signal: stop.signal });
      expect(reply.ended).to.equal('cancelled');
      expect(performance.now() - start).to.be.below(8000);
      session = await open.connection.session(open.become);
      await call('data a b');
      for (let i = 0; i < 20 && processesLike('sleep 31').length > 0; i++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(processesLike('sleep 31')).to.deep.equal([]);
    });

    it('ends a call at its time limit', async () => {
      const reply = await call('sleep 32', {}, { timeoutMs: 300 });
      expect(reply.ended).to.equal('timeout');
      expect(reply.exitCode).to.not.equal(0);
      expect(reply.durationMs).to.be.within(250, 6000);
      session = await open.connection.session(open.become);
    });

    it('leaves nothing behind when it is closed', async () => {
      await call('ts_scratch; data_out o e r echo x');
      const tmp = textsOf(await call('data tmp "$ts_tmp"'))['tmp']!;
      await session.close();
      session = await open.connection.session(open.become);
      expect(textsOf(await call('stat_of "$tmp"; data type "$st_type"', { tmp }))).to.deep.equal({
        type: 'absent',
      });
    });
  });
}

/** All ways lead to this machine, so that its own /proc tells. */
function processesLike(text: string): string[] {
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
      } catch {
        return '';
      }
    });
  return commands.filter((command) => command === text || command.includes(`trap : TERM; ${text}`));
}

const dataOf = (reply: Reply): Buffer[] =>
  reply.frames.flatMap((frame) => (frame.kind === 'data' ? [Buffer.from(frame.value)] : []));
const changesOf = (reply: Reply): number => reply.frames.filter((frame) => frame.kind === 'change').length;
const failOf = (reply: Reply): string | undefined =>
  reply.frames.find((frame): frame is Extract<Frame, { kind: 'fail' }> => frame.kind === 'fail')?.text;

function textsOf(reply: Reply): Record<string, string> {
  return Object.fromEntries(
    reply.frames.flatMap((frame) =>
      frame.kind === 'data' ? [[frame.key, String(Buffer.from(frame.value))]] : [],
    ),
  );
}

function bytesFor(reply: Reply, key: string): string | undefined {
  const frame = reply.frames.find((one) => one.kind === 'data' && one.key === key);
  return frame?.kind === 'data' ? Buffer.from(frame.value).toString('hex') : undefined;
}

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: Error) => error.message,
  );
