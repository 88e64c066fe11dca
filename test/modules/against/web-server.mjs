// a server for tasks that fetch; makes the file named by its argument once it listens on port 8123
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

const packed = gzipSync('plain\n');

const answers = {
  '/json': (_, response) =>
    response
      .writeHead(200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Set-Cookie': ['a=1; Path=/', 'b=2'],
      })
      .end('{"x": [1, true]}'),
  '/moved': (_, response) => response.writeHead(302, { Location: '/json' }).end(),
  '/none': (_, response) => response.writeHead(404).end('no such page'),
  '/broken': (_, response) => response.writeHead(500).end('out of order'),
  '/private': ({ headers }, response) =>
    headers.authorization === `Basic ${Buffer.from('al:s3cret').toString('base64')}`
      ? response.end('come in')
      : response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end(),
  '/file.txt': (_, response) =>
    response.writeHead(200, { 'Last-Modified': 'Wed, 01 Jan 2020 00:00:00 GMT' }).end('hello\n'),
  '/dated': ({ headers }, response) =>
    Date.parse(headers['if-modified-since']) > Date.UTC(2020)
      ? response.writeHead(304).end()
      : response.end('new'),
  '/sums': (_, response) =>
    response.end(
      'f572d396fae9206628714fb2ce00f72e94f2258f  file.txt\n0123456789012345678901234567890123456789  other\n',
    ),
  '/key': (_, response) =>
    response.end('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE served\n'),
  // a file and a directory with another
  '/a.tar': (_, response) =>
    response.end(
      Buffer.from(
        'H4sIAAAAAAAAA+3UwQqDMAzG8Zz3FH0D09o2z+PAs+Ac6Nuv87iBY4cq4v93CTSF5PKlk/q0yDGutfisRRDfZg2WNa7vZprE6Q67yfMxdaNzMg7DtPXvV/+k5tvRG+BIfVN/xjvhltJG/vUr/5bFpfqrXT7/fXOvPuPv++/Vt4H7v4eF+w8AAAAAAAAAAAAAwOm9AEfczkAAKAAA',
        'base64',
      ),
    ),
  '/elsewhere': (_, response) => response.writeHead(302, { Location: '/told' }).end(),
  '/told': ({ headers }, response) => response.end(JSON.stringify([headers['x-a'], headers['x-b']])),
  '/agent': ({ headers }, response) => response.end(headers['user-agent']),
  '/cache': ({ headers }, response) => response.end(`${headers['cache-control']}`),
  '/slow': (_, response) => setTimeout(() => response.end('at last'), 3000),
  '/packed': (_, response) =>
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': packed.length }).end(packed),
  '/named': (_, response) =>
    response.writeHead(200, { 'Content-Disposition': 'attachment; filename="given.txt"' }).end('named\n'),
};

const server = createServer((request, response) => {
  response.setHeader('Date', 'Wed, 01 Jan 2020 00:00:00 GMT');
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const told = { method: request.method, type: request.headers['content-type'], x: request.headers['x-a'] };
    const echo = () => response.end(JSON.stringify({ ...told, body: Buffer.concat(parts).toString() }));
    (answers[request.url] ?? echo)(request, response);
  });
});
server.listen(8123, '127.0.0.1', () => writeFileSync(process.argv[2], ''));
