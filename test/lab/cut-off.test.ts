import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { namesOf } from '../../lib/lab/plan.js';
import { skip } from '../support/skip.js';
import { throwAway } from '../support/throw-away.js';

const main = join(import.meta.dirname, '../../lib/cli/main.ts');

/** What a lab leaves that is killed without a word, its directory and all. */
const remains = `
# the labs of this machine are none of its business
mkdir -p /run/netns
mount -t tmpfs tmpfs /run/netns
ip netns add "$1"
ip link add "$1" type veth peer name up0 netns "$1"
ip link set "$1" alias "ip_forward=0 $3"
nft add table ip "$2"
echo 1 >/proc/sys/net/ipv4/ip_forward
ip netns exec "$1" sleep 987 &
sleep 0.2
node --import tsx ${main} lab down --dir "$4" || exit
kill $! 2>/dev/null && [ "$4" = "$3" ] && echo still running
ip -o link show type veth | sed 's/.*alias //'
ls /run/netns
nft list tables ip
cat /proc/sys/net/ipv4/ip_forward
`;

describe('lab down after a lab that was killed', function () {
  this.timeout(60_000);
  let dir: string;
  before(function () {
    if (process.getuid?.() !== 0) skip(this, 'makes an overlay of /: needs root');
    for (const program of ['ip', 'nft'])
      if (spawnSync(program, ['-V']).error) skip(this, `${program} is not installed`);
    dir = mkdtempSync(join(tmpdir(), 'tsplay-cut-off-'));
  });
  after(() => dir && rmSync(dir, { recursive: true, force: true }));

  const downAt = (where: string): string => {
    const lab = join(dir, 'a lab');
    const names = namesOf(lab);
    const words = ['sh', '-c', remains, 'sh', names.namespace, names.table, lab, where];
    const [program = '', ...args] = throwAway(words, { shared: [dir] });
    const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    return stdout + stderr;
  };

  it('finds it by the directory alone', () => expect(downAt(join(dir, 'a lab'))).to.equal('0\n'));

  it('tells of it in another directory', () => {
    const { namespace, table } = namesOf(join(dir, 'a lab'));
    const told = `another lab is here: tsplay lab down --dir '${dir}/a lab'`;
    expect(downAt(join(dir, 'other'))).to.equal(
      `${told}\nip_forward=0 ${dir}/a lab\n${namespace}\ntable ip ${table}\n1\n`,
    );
  });
});
