import { bool, int, mode, text } from '../schema/index.js';

/** Arguments of every module that leaves a file behind. */
export const fileArgs = {
  mode: mode({ doc: "Permissions, octal ('0644') or symbolic (u=rwX,g-w)" }),
  owner: text({ doc: 'User that owns the file, by name or number' }),
  group: text({ doc: 'Group that owns the file, by name or number' }),
  attributes: text({ doc: 'Flags of the file as chattr takes them', aliases: ['attr'] }),
  selevel: text({ doc: 'SELinux level; only where SELinux is on' }),
  serole: text({ doc: 'SELinux role' }),
  setype: text({ doc: 'SELinux type' }),
  seuser: text({ doc: 'SELinux user' }),
  unsafe_writes: bool({ doc: 'Overwrite a file where it is when it cannot be replaced in one step' }),
};

/** What those modules tell about the file afterwards. */
export const fileReturns = {
  path: text({ doc: 'The file' }),
  dest: text({ doc: 'The file' }),
  state: text({ doc: 'absent, directory, file, hard or link' }),
  mode: text({ doc: 'Permissions as four octal digits' }),
  owner: text({ doc: 'Name of the owner' }),
  group: text({ doc: 'Name of the group' }),
  uid: int({ doc: 'Number of the owner' }),
  gid: int({ doc: 'Number of the group' }),
  size: int({ doc: 'Bytes' }),
};
