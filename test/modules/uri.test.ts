import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Json } from '../../lib/core/json.js';
import type { Dict } from '../../lib/core/value.js';
import type { Session } from '../../lib/remote/session.js';
import { valueFromJson, valueToJson } from '../../lib/schema/index.js';
import {
  installedBusybox,
  moduleContext,
  runTask,
  scratchDirectory,
  shellNames,
  shellSession,
} from '../support/module-context.js';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const answers: Record<string, (response: ServerResponse, seen: Seen) => void> = {
  '/json': (response) => {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Set-Cookie', ['a=1; Path=/', 'b=2']);
    response.end('{"x": [1, true]}');
  },
  '/old': (response) => {
    response.setHeader('Last-Modified', 'Wed, 01 Jan 2020 00:00:00 GMT');
    response.end('of long ago');
  },
  '/moved': (response) => response.writeHead(302, { Location: '/json' }).end(),
  '/other-server': (response, { headers }) =>
    response.writeHead(302, { Location: `http://localhost:${headers.host!.split(':')[1]}/json` }).end(),
  '/none': (response) => response.writeHead(404).end('no such page'),
  '/private': (response, { headers }) => {
    const isOurs = headers.authorization === `Basic ${Buffer.from('al:s3cret').toString('base64')}`;
    if (isOurs) response.end('come in');
    else response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
  },
  '/slow': () => undefined,
  '/processes': (response) => response.end(execFileSync('ps', ['-ewwo', 'args'], { encoding: 'utf8' })),
};

for (const shell of shellNames) {
  describe(`module uri in ${shell}`, () => {
    let session: Session;
    let server: Server;
    let root: string;
    let at: string;
    let seen: Seen[];
    before(async () => {
      session = await shellSession(shell);
      server = createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
          const body = Buffer.concat(parts).toString();
          const one = { method: request.method!, url: request.url!, headers: request.headers, body };
          seen.push(one);
          const answer = answers[request.url!];
          if (answer) answer(response, one);
          else response.end(`${request.method} ${body}`);
        });
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    after(async () => {
      server.closeAllConnections();
      server.close();
      await session.close();
    });
    beforeEach(() => {
      root = scratchDirectory('uri');
      seen = [];
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    const run = async (
      url: string,
      args: Record<string, Json> = {},
      check = false,
    ): Promise<Record<string, Json>> => {
      const all = { url: url.startsWith('/') ? at + url : url, ...args };
      const ctx = moduleContext({ session, filesDir: root, check });
      return valueToJson(await runTask('uri', valueFromJson(all) as Dict, ctx)) as Record<string, Json>;
    };

    it('gets JSON, headers and cookies', async () => {
      expect(await run('/json')).to.deep.include({
        changed: false,
        status: 200,
        url: `${at}/json`,
        redirected: false,
        json: { x: [1, true] },
        cookies: { a: '1', b: '2' },
        content_type: 'application/json; charset=utf-8',
      });
      expect(await run('/json')).not.to.have.property('content');
      expect(await run('/json', { return_content: true })).to.include({ content: '{"x": [1, true]}' });
    });

    it('follows redirections as asked', async () => {
      expect(await run('/moved')).to.include({ status: 200, redirected: true, url: `${at}/json` });
      expect(await run('/moved', { follow_redirects: 'none', status_code: 302 })).to.include({
        status: 302,
        location: `${at}/json`,
      });
      expect(await run('/moved', { method: 'POST' })).to.include({ status: 302, failed: true });
    });

    it('shows another server nothing of who asks, and no header that is for the first', async () => {
      for (const unredirected_headers of [[], ['X-A']]) {
        const headers = { 'X-A': 'one', 'X-B': 'two', Cookie: 'c=1' };
        const user = { url_username: 'al', url_password: 's3cret', force_basic_auth: true };
        seen.length = 0;
        expect(await run('/other-server', { headers, unredirected_headers, ...user })).to.include({
          status: 200,
          redirected: true,
        });
        expect(seen[0]!.headers).to.include({ 'x-a': 'one', 'x-b': 'two', cookie: 'c=1' });
        expect(seen[0]!.headers).to.have.property('authorization');
        expect(seen[1]!.headers).to.include({ 'x-b': 'two' });
        expect(seen[1]!.headers).not.to.have.any.keys('authorization', 'cookie');
        if (unredirected_headers.length > 0) expect(seen[1]!.headers).not.to.have.property('x-a');
      }
    });

    it('fails with the status and what was said', async () => {
      const failed = await run('/none');
      expect(failed).to.include({ failed: true, status: 404, content: 'no such page' });
      expect(failed['msg']).to.equal('Status code was 404 and not [200]: HTTP Error 404: Not Found');
      expect(await run('/none', { status_code: [200, 404] })).not.to.have.property('failed');
      const refused = await run('http://127.0.0.1:1/');
      expect(refused).to.include({ failed: true, status: -1 });
      expect(refused['msg']).to.match(/^Status code was -1 and not \[200\]: Request failed: /);
      expect(await run('/slow', { timeout: 1 })).to.include({ failed: true, status: -1 });
      expect(await run('file:///etc/passwd')).to.include({ failed: true });
    });

    it('sends bodies in each format', async () => {
      const body = { a: [1, 'x y'], b: 'é&=' };
      await run('/echo', { method: 'POST', body, body_format: 'json' });
      expect(JSON.parse(seen[0]!.body)).to.deep.equal(body);
      expect(seen[0]!.headers['content-type']).to.equal('application/json');
      await run('/echo', { method: 'post', body, body_format: 'form-urlencoded' });
      expect(seen[1]!.body).to.equal('a=1&a=x+y&b=%C3%A9%26%3D');
      writeFileSync(join(root, 'up.bin'), 'bytes of a file');
      const parts = { text: 'plain', file: { filename: 'up.bin', mime_type: 'application/x' } };
      await run('/echo', { method: 'POST', body: parts, body_format: 'form-multipart' });
      expect(seen[2]!.headers['content-type']).to.match(/^multipart\/form-data; boundary=/);
      expect(seen[2]!.body).to.match(
        /name="file"; filename="up.bin"\r\nContent-Type: application\/x\r\n\r\nbytes of a file\r\n/,
      );
      await run('/echo', { method: 'PUT', src: 'up.bin', headers: { 'X-Say': 'it\'s "$(id)"' } });
      expect(seen[3]).to.include({ method: 'PUT', body: 'bytes of a file' });
      expect(seen[3]!.headers['x-say']).to.equal('it\'s "$(id)"');
      await run('/echo', { method: 'POST', body: 'x'.repeat(300_000) });
      expect(seen[4]!.body).to.have.length(300_000);
    });

    it('logs in, and no password is a word of a command', async () => {
      const user = { url_username: 'al', url_password: 's3cret' };
      expect(await run('/private', { ...user, return_content: true })).to.include({
        status: 200,
        content: 'come in',
      });
      expect(await run('/private', { ...user, force_basic_auth: true })).to.include({ status: 200 });
      expect(await run('/private')).to.include({ failed: true, status: 401 });
      const secret = {
        headers: { Authorization: 'Bearer t0ken' },
        url_username: 'al',
        url_password: 's3cret',
      };
      const processes = await run('/processes', { ...secret, return_content: true });
      expect(processes['content']).to.contain('curl');
      expect(processes['content']).not.to.match(/t0ken|s3cret/);
    });

    it('writes the answer to a file', async () => {
      const dest = join(root, 'got');
      expect(await run('/json', { dest, mode: '0600' })).to.include({ changed: true, path: dest });
      expect(readFileSync(dest, 'utf8')).to.equal('{"x": [1, true]}');
      expect(await run('/json', { dest, mode: '0600' })).to.include({ changed: false });
      expect(await run('/json', { creates: dest })).to.include({
        changed: false,
        stdout: `skipped, since '${dest}' exists`,
      });
    });

    it('a host with wget only: plain GETs of uri and get_url, and a sentence for the rest', async () => {
      const path = join(root, 'bin');
      mkdirSync(path);
      for (const name of readdirSync('/usr/bin').filter((each) => each !== 'curl'))
        symlinkSync(join('/usr/bin', name), join(path, name));
      // the wget of Debian's static busybox dies of looking up a name
      const first = join(root, 'first');
      mkdirSync(first);
      symlinkSync('/usr/bin/wget', join(first, 'wget'));
      const applets = shell === 'busybox' ? [installedBusybox()] : [];
      const environment = { PATH: [first, ...applets, path].join(':') };
      const ctx = moduleContext({ session, environment });
      const ask = async (module: string, args: Record<string, Json>): Promise<Record<string, Json>> =>
        valueToJson(await runTask(module, valueFromJson(args) as Dict, ctx)) as Record<string, Json>;

      expect(await ask('uri', { url: `${at}/json` })).to.deep.include({
        status: 200,
        json: { x: [1, true] },
      });
      expect((await ask('uri', { url: `${at}/json`, headers: { a: 'b' } }))['msg']).to.match(/not curl/);
      const dest = join(root, 'got');
      const get = { url: `${at}/json`, dest, mode: '0600' };
      expect(await ask('get_url', get)).to.include({ changed: true, status_code: 200, mode: '0600' });
      expect(readFileSync(dest, 'utf8')).to.equal('{"x": [1, true]}');
      expect(await ask('get_url', get)).to.include({ changed: false });
      const old = { ...get, url: `${at}/old`, dest: join(root, 'got-old') };
      expect(await ask('get_url', old)).to.include({ changed: true, status_code: 200 });
      writeFileSync(dest, 'old');
      for (const args of [{ url_username: 'al' }, { headers: { a: 'b' } }, { use_proxy: false }])
        expect((await ask('get_url', { ...get, force: true, ...args }))['msg']).to.match(/not curl/);
      const missing = { ...get, url: `${at}/none`, force: true };
      expect(await ask('get_url', missing)).to.include({ failed: true, changed: false });
      expect(readFileSync(dest, 'utf8')).to.equal('old');
    });

    it('does nothing in a check, and says what is not supported', async () => {
      expect(await run('/echo', { method: 'DELETE' }, true)).to.include({ skipped: true });
      expect(seen).to.deep.equal([]);
      expect(await run('/json', { use_gssapi: true })).to.include({
        failed: true,
        msg: 'use_gssapi is not supported',
      });
    });
  });
}
