import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'pam_limits',
  collection: 'community.general',
  summary: 'Manages lines of limits.conf',
  examples: `
- name: Joe may have many files open
  pam_limits:
    domain: joe
    limit_type: soft
    limit_item: nofile
    value: 64000`,
  args: {
    domain: text({ doc: 'A user, @group, *, or a range of ids', required: true }),
    limit_type: choice(['-', 'hard', 'soft'], { doc: '- is both', required: true }),
    limit_item: choice(
      [
        ...['as', 'chroot', 'core', 'cpu', 'data', 'fsize', 'locks', 'maxlogins', 'maxsyslogins', 'memlock'],
        ...['msgqueue', 'nice', 'nofile', 'nproc', 'priority', 'rss', 'rtprio', 'sigpending', 'stack'],
      ] as const,
      { doc: 'What is limited', required: true },
    ),
    value: text({ doc: 'A number, or unlimited, infinity or -1', required: true }),
    use_max: bool({ doc: 'Keep what is there when it is higher', fallback: false }),
    use_min: bool({ doc: 'Keep what is there when it is lower', fallback: false }),
    comment: text({ doc: 'Behind the limit; by default the one it has', fallback: '' }),
    dest: path({ doc: 'The file', fallback: '/etc/security/limits.conf' }),
    backup: bool({ doc: 'Keep the old file when it changes', fallback: false }),
  },
  returns: {
    msg: text({ doc: 'The line' }),
    backup_file: text({ doc: 'The old file' }),
  },
  tellsDiff: true,
  script: scriptBeside(import.meta.url, 'pam_limits.sh', 'backup'),
  prepare(args) {
    if (args.use_max && args.use_min) throw refused('Cannot use use_min and use_max at the same time.');
    const isPriority = args.limit_item === 'nice' || args.limit_item === 'priority';
    const isValid = isPriority
      ? /^[-+]?\d+$/.test(args.value) && Number(args.value) >= -20 && Number(args.value) <= 19
      : /^(unlimited|infinity|-1|\d+)$/.test(args.value);
    if (!isValid)
      throw refused(
        `Value of '${args.value}' for item '${args.limit_item}' is invalid. ${isPriority ? 'It must be a number from -20 to 19' : "It must be 'unlimited', 'infinity', -1 or a number from 0"}, see limits.conf(5).`,
      );
    return {};
  },
});

const refused = (message: string): TsplayError => new TsplayError({ code: 'bad-limit', message });
