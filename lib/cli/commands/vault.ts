import { tmpdir } from 'node:os';
import { Option, type Command } from 'commander';
import { existsSync } from 'node:fs';
import { loadConfig } from '../../config/index.js';
import { formatProblem, TsplayError } from '../../core/problem.js';
import { decrypt, encrypt, isVaultText, openVault, type VaultSecret } from '../../vault/index.js';
import type { Terminal } from '../command-line.js';
import type { Declare } from '../commands.js';
import { addOptions, type Flags } from '../options/options.js';
import { vaultSecrets } from '../options/vault-options.js';
import { editText } from '../vault/edit-text.js';
import { encryptedVariable, plainStrings, remarkOn, type StringFlags } from '../vault/encrypt-strings.js';
import { encryptingSecret } from '../vault/encrypting-secret.js';
import { readVaultFile, writeVaultFile } from '../vault/vault-file.js';

interface VaultFlags extends Pick<Flags, 'vaultId' | 'vaultPasswordFile' | 'askVaultPassword'>, StringFlags {
  readonly encryptVaultId?: string;
  readonly output?: string;
  readonly newVaultId?: string;
  readonly newVaultPasswordFile?: string;
}

interface Work {
  readonly files: readonly string[];
  readonly flags: VaultFlags;
  readonly terminal: Terminal;
  readonly secrets: readonly VaultSecret[];
}

const collect = (value: string, all: readonly string[]): string[] => [...all, value];

const actions: Readonly<
  Record<string, { readonly summary: string; readonly work: (work: Work) => Promise<void> | void }>
> = {
  create: { summary: 'write a new encrypted file with $EDITOR', work: create },
  decrypt: { summary: 'decrypt files, or standard input', work: decryptFiles },
  edit: { summary: 'change encrypted files with $EDITOR', work: edit },
  view: { summary: 'show what encrypted files hold', work: view },
  encrypt: { summary: 'encrypt files, or standard input', work: encryptFiles },
  encrypt_string: { summary: 'encrypt texts for use as variables', work: encryptStrings },
  rekey: { summary: 'encrypt files with another password', work: rekey },
};

export const declareVault: Declare = (command, terminal, exit) => {
  for (const [name, { summary, work }] of Object.entries(actions)) {
    const action = addActionOptions(command.command(name).description(summary), name);
    action.action(async (files: string[], flags: VaultFlags) => {
      try {
        const isNew = ['create', 'encrypt', 'encrypt_string'].includes(name);
        await work({ files, flags, terminal, secrets: await vaultSecrets(flags, loadConfig(), isNew) });
      } catch (error) {
        if (!(error instanceof TsplayError)) throw error;
        for (const problem of error.problems) terminal.stderr.write(`ERROR! ${formatProblem(problem)}\n`);
        exit(error.problems.some(({ code }) => code === 'bad-usage') ? 5 : 1);
      }
    });
  }
};

function addActionOptions(command: Command, name: string): Command {
  const isString = name === 'encrypt_string';
  command.argument(
    isString ? '[texts...]' : '[files...]',
    isString ? 'what to encrypt' : 'the files; - is standard input',
  );
  addOptions(command, ['vault', 'verbose']);
  if (['create', 'edit', 'encrypt', 'encrypt_string', 'rekey'].includes(name))
    command.option('--encrypt-vault-id <id>', 'the id to encrypt with, of those that are given');
  if (['encrypt', 'decrypt', 'encrypt_string'].includes(name))
    command.option('--output <file>', 'write there; - is standard output');
  if (isString)
    command
      .option('-n, --name <name>', 'name of the variable; may be repeated', collect, [])
      .option('--stdin-name <name>', 'name of the variable that is read from standard input')
      .option('-p, --prompt', 'ask for the text')
      .option('--show-input', 'show what is typed');
  if (name === 'rekey')
    command
      .addOption(
        new Option('--new-vault-id <id@source>', 'the new password').conflicts('newVaultPasswordFile'),
      )
      .option('--new-vault-password-file <file>', 'file with the new password');
  return command;
}

const chosenId = ({ encryptVaultId }: VaultFlags): string | undefined =>
  encryptVaultId ?? loadConfig().text('DEFAULT_VAULT_ENCRYPT_IDENTITY');

const editDirectory = (): string => loadConfig().text('DEFAULT_LOCAL_TMP') ?? tmpdir();

async function create({ files, flags, secrets }: Work): Promise<void> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0)
    throw usage('ansible-vault create can take only one filename argument');
  if (existsSync(file)) throw refused(`${file} exists, please use 'edit' instead`);
  const secret = await encryptingSecret(secrets, chosenId(flags));
  writeVaultFile(file, Buffer.from(encrypt(editText(Buffer.alloc(0), file, editDirectory()), secret)));
}

function decryptFiles({ files, flags, terminal, secrets }: Work): void {
  oneOutput(files, flags);
  for (const file of orStdin(files)) {
    const plain = decrypt(vaultTextOf(file), secrets);
    writeVaultFile(flags.output ?? file, plain);
  }
  if (terminal.stdout.isTTY) terminal.stderr.write('Decryption successful\n');
}

async function encryptFiles({ files, flags, terminal, secrets }: Work): Promise<void> {
  oneOutput(files, flags);
  const secret = await encryptingSecret(secrets, chosenId(flags));
  for (const file of orStdin(files)) {
    const plain = readVaultFile(file);
    if (isVaultText(plain.toString('latin1'))) throw refused('input is already encrypted');
    writeVaultFile(flags.output ?? file, Buffer.from(encrypt(plain, secret)));
  }
  if (terminal.stdout.isTTY) terminal.stderr.write('Encryption successful\n');
}

async function edit({ files, flags, secrets }: Work): Promise<void> {
  if (files.length === 0) throw usage('edit needs the name of a file');
  for (const file of files) {
    const { plain, secret } = openVault(vaultTextOf(file), secrets);
    const after = editText(plain, file, editDirectory());
    const id = flags.encryptVaultId;
    const next = id === undefined ? secret : await encryptingSecret(secrets, id);
    if (!after.equals(plain) || id !== undefined) writeVaultFile(file, Buffer.from(encrypt(after, next)));
  }
}

function view({ files, secrets }: Work): void {
  if (files.length === 0) throw usage('view needs the name of a file');
  for (const file of files) writeVaultFile('-', decrypt(vaultTextOf(file), secrets));
}

async function encryptStrings({ files, flags, terminal, secrets }: Work): Promise<void> {
  const secret = await encryptingSecret(secrets, chosenId(flags));
  const plain = await plainStrings(files, flags);
  const blocks = plain.map((one) => encryptedVariable(one, secret));
  if (plain.length > 1) plain.forEach((one, i) => terminal.stderr.write(remarkOn(one, i + 1)));
  writeVaultFile(flags.output ?? '-', Buffer.from(blocks.join('\n')));
  if (terminal.stdout.isTTY) terminal.stderr.write('\nEncryption successful\n');
}

async function rekey({ files, flags, terminal, secrets }: Work): Promise<void> {
  if (files.length === 0) throw usage('rekey needs the name of a file');
  const { newVaultId, newVaultPasswordFile: file } = flags;
  const given = await vaultSecrets(
    {
      vaultId: newVaultId === undefined ? [] : [newVaultId],
      vaultPasswordFile: file === undefined ? [] : [file],
    },
    loadConfig({ env: {}, file: null }),
    true,
  );
  const next = given[0] ?? (await encryptingSecret([], undefined));
  const opened = files.map((each) => ({ file: each, plain: decrypt(vaultTextOf(each), secrets) }));
  for (const { file: each, plain } of opened) writeVaultFile(each, Buffer.from(encrypt(plain, next)));
  terminal.stderr.write('Rekey successful\n');
}

function vaultTextOf(file: string): string {
  const text = readVaultFile(file).toString('latin1');
  if (isVaultText(text.trimStart())) return text;
  throw refused(`input is not vault encrypted data. ${file} is not a vault encrypted file`);
}

const orStdin = (files: readonly string[]): readonly string[] => (files.length === 0 ? ['-'] : files);

function oneOutput(files: readonly string[], { output }: VaultFlags): void {
  if (output !== undefined && files.length > 1)
    throw usage('At most one input file may be used with the --output option');
}

const usage = (message: string): TsplayError => new TsplayError({ code: 'bad-usage', message });
const refused = (message: string): TsplayError => new TsplayError({ code: 'vault-refused', message });
