import { readFileSync } from 'node:fs';
import ssh2, { type AnyAuthMethod, type ParsedKey } from 'ssh2';
import type { SshTarget } from './ssh-target.js';

/** Ways to log in, in the order they are tried, and what there is to say about them when none works. */
export interface AuthPlan {
  readonly methods: readonly { readonly label: string; readonly method: AnyAuthMethod }[];
  readonly notes: readonly string[];
}

/** Files the user named, the agent, the usual files, then the password: as ssh does it. */
export function planAuth(target: SshTarget): AuthPlan {
  const notes: string[] = [];
  const files = target.identityFiles.flatMap((file) => keyMethods(file, target, notes));
  const agent = agentMethods(target, notes);
  const keys = target.identitiesNamed ? [...files, ...agent] : [...agent, ...files];
  return { methods: [...keys, ...passwordMethods(target)], notes };
}

function keyMethods(file: string, target: SshTarget, notes: string[]): AuthPlan['methods'] {
  let text: Buffer;
  try {
    text = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (target.identitiesNamed)
      notes.push(`key ${file} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}`);
    return [];
  }
  const parsed = ssh2.utils.parseKey(text, target.passphrase);
  if (parsed instanceof Error) {
    notes.push(`key ${file}: ${explainKey(parsed, target.passphrase !== undefined)}`);
    return [];
  }
  const [key] = ([] as ParsedKey[]).concat(parsed);
  if (!key) return [];
  return [{ label: `key ${file}`, method: { type: 'publickey', username: target.user, key } }];
}

function explainKey(error: Error, hadPassphrase: boolean): string {
  if (/no passphrase given/i.test(error.message))
    return 'it needs a passphrase (ansible_private_key_passphrase)';
  if (hadPassphrase && /passphrase|decrypt|integrity|checkint/i.test(error.message))
    return 'the passphrase is wrong';
  return error.message;
}

/** With IdentitiesOnly the agent may only answer for keys that are named; those need their .pub file. */
function agentMethods(target: SshTarget, notes: string[]): AuthPlan['methods'] {
  if (target.agent === undefined) return [];
  const agent = ssh2.createAgent(target.agent);
  const named = target.identitiesOnly ? publicKeys(target.identityFiles) : undefined;
  const limited = Object.create(agent) as ssh2.BaseAgent;
  limited.getIdentities = (done) =>
    agent.getIdentities((error, keys) => {
      if (error) notes.push(`agent ${target.agent}: ${error.message}`);
      // A broken agent is no reason to give up: there may be other ways in.
      done(undefined, named ? (keys ?? []).filter((key) => named.has(blobOf(key))) : (keys ?? []));
    });
  return [{ label: 'agent', method: { type: 'agent', username: target.user, agent: limited } }];
}

function publicKeys(files: readonly string[]): Set<string> {
  const blobs = new Set<string>();
  for (const file of files) {
    try {
      blobs.add(readFileSync(`${file}.pub`, 'utf8').split(/\s+/)[1] ?? '');
    } catch {
      // No .pub file: the key itself is tried.
    }
  }
  return blobs;
}

function blobOf(key: unknown): string {
  if (Buffer.isBuffer(key)) return key.toString('base64');
  const parsed = key as { getPublicSSH?: () => Buffer; pubKey?: Buffer | { pubKey: Buffer } };
  return parsed.getPublicSSH ? parsed.getPublicSSH().toString('base64') : '';
}

/** The password answers every hidden prompt once; a server that asks again has refused it. */
function passwordMethods(target: SshTarget): AuthPlan['methods'] {
  const { password, user } = target;
  if (password === undefined) return [];
  let asked = false;
  return [
    { label: 'password', method: { type: 'password', username: user, password } },
    {
      label: 'keyboard-interactive',
      method: {
        type: 'keyboard-interactive',
        username: user,
        prompt: (_name, _instructions, _lang, prompts, finish) => {
          finish(prompts.map((prompt) => (asked || prompt.echo ? '' : password)));
          asked = true;
        },
      },
    },
  ];
}
