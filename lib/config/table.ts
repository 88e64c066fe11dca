/**
 * Every setting of Ansible's configuration: `name | type | default | section.key… | VARIABLE… | what it does here`.
 * `Ignored:` in the last column: it has no meaning here, and why; `Accepted:` what it asks for is so in any case. Names
 * with a dot are options of outputs and connections; `{home}` is ANSIBLE_HOME. Of keys or variables that mean the same
 * the later ones win.
 * Source: `ansible-config list` of ansible-core 2.14.18, as names, types and defaults.
 */
export const table = `
ACTION_WARNINGS | bool | True | defaults.action_warnings | ANSIBLE_ACTION_WARNINGS | Show the warnings of tasks
AGNOSTIC_BECOME_PROMPT | bool | True | privilege_escalation.agnostic_become_prompt | ANSIBLE_AGNOSTIC_BECOME_PROMPT | Ignored: sudo is given a prompt of its own, other programs' are told by their form
ANSIBLE_CONNECTION_PATH | path | | persistent_connection.ansible_connection_path | ANSIBLE_CONNECTION_PATH | Ignored: there are no connections to network devices
ANSIBLE_COW_ACCEPTLIST | list | bud-frogs, bunny, cheese, daemon, default, dragon, elephant-in-snake, elephant, eyes, hellokitty, kitty, luke-koala, meow, milk, moofasa, moose, ren, sheep, small, stegosaurus, stimpy, supermilker, three-eyes, turkey, turtle, tux, udder, vader-koala, vader, www | defaults.cow_whitelist defaults.cowsay_enabled_stencils | ANSIBLE_COW_WHITELIST ANSIBLE_COW_ACCEPTLIST | Ignored: there are no cows
ANSIBLE_COW_PATH | string | | defaults.cowpath | ANSIBLE_COW_PATH | Ignored: there are no cows
ANSIBLE_COW_SELECTION | untyped | default | defaults.cow_selection | ANSIBLE_COW_SELECTION | Ignored: there are no cows
ANSIBLE_FORCE_COLOR | bool | False | defaults.force_color | ANSIBLE_FORCE_COLOR | Colours even where the output is no terminal
ANSIBLE_HOME | path | ~/.ansible | defaults.home | ANSIBLE_HOME | Where cached things and roles of this user lie
ANSIBLE_NOCOLOR | bool | False | defaults.nocolor | ANSIBLE_NOCOLOR NO_COLOR | No colours
ANSIBLE_NOCOWS | bool | False | defaults.nocows | ANSIBLE_NOCOWS | Accepted: there are no cows
ANSIBLE_PIPELINING | bool | False | defaults.pipelining connection.pipelining | ANSIBLE_PIPELINING | Accepted: nothing is ever copied to run it
ANY_ERRORS_FATAL | bool | False | defaults.any_errors_fatal | ANSIBLE_ANY_ERRORS_FATAL | any_errors_fatal of plays that say nothing
BECOME_ALLOW_SAME_USER | bool | False | privilege_escalation.become_allow_same_user | ANSIBLE_BECOME_ALLOW_SAME_USER | Become even the user one is
BECOME_PASSWORD_FILE | path | | defaults.become_password_file | ANSIBLE_BECOME_PASSWORD_FILE | File or program with the password of become
BECOME_PLUGIN_PATH | pathspec | {home}/plugins/become:/usr/share/ansible/plugins/become | defaults.become_plugins | ANSIBLE_BECOME_PLUGINS | Ignored: plug-ins in Python are not run
CACHE_PLUGIN | untyped | memory | defaults.fact_caching | ANSIBLE_CACHE_PLUGIN | Where facts are kept: memory or jsonfile
CACHE_PLUGIN_CONNECTION | untyped | | defaults.fact_caching_connection | ANSIBLE_CACHE_PLUGIN_CONNECTION | Directory of the jsonfile fact cache
CACHE_PLUGIN_PREFIX | untyped | ansible_facts | defaults.fact_caching_prefix | ANSIBLE_CACHE_PLUGIN_PREFIX | Prefix of the files of the fact cache
CACHE_PLUGIN_TIMEOUT | int | 86400 | defaults.fact_caching_timeout | ANSIBLE_CACHE_PLUGIN_TIMEOUT | Seconds that cached facts are good for; 0 for ever
CALLBACKS_ENABLED | list | [] | defaults.callback_whitelist defaults.callbacks_enabled | ANSIBLE_CALLBACK_WHITELIST ANSIBLE_CALLBACKS_ENABLED | Further outputs beside the one on the terminal: junit, tree
COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH | untyped(error warning ignore) | warning | defaults.collections_on_ansible_version_mismatch | ANSIBLE_COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH | Ignored: collections are read for their roles, playbooks and files, whatever version they ask for
COLLECTIONS_PATHS | pathspec | {home}/collections:/usr/share/ansible/collections | defaults.collections_paths defaults.collections_path | ANSIBLE_COLLECTIONS_PATHS ANSIBLE_COLLECTIONS_PATH | Where collections with roles and playbooks lie
COLLECTIONS_SCAN_SYS_PATH | bool | True | defaults.collections_scan_sys_path | ANSIBLE_COLLECTIONS_SCAN_SYS_PATH | Ignored: nothing is looked up among the packages of Python
COLOR_CHANGED | color | yellow | colors.changed | ANSIBLE_COLOR_CHANGED | Colour of changes
COLOR_CONSOLE_PROMPT | color | white | colors.console_prompt | ANSIBLE_COLOR_CONSOLE_PROMPT | Colour of the prompt of the console
COLOR_DEBUG | color | dark gray | colors.debug | ANSIBLE_COLOR_DEBUG | Colour of debug messages
COLOR_DEPRECATE | color | purple | colors.deprecate | ANSIBLE_COLOR_DEPRECATE | Colour of what is deprecated
COLOR_DIFF_ADD | color | green | colors.diff_add | ANSIBLE_COLOR_DIFF_ADD | Colour of added lines
COLOR_DIFF_LINES | color | cyan | colors.diff_lines | ANSIBLE_COLOR_DIFF_LINES | Colour of places of differences
COLOR_DIFF_REMOVE | color | red | colors.diff_remove | ANSIBLE_COLOR_DIFF_REMOVE | Colour of removed lines
COLOR_ERROR | color | red | colors.error | ANSIBLE_COLOR_ERROR | Colour of failures
COLOR_HIGHLIGHT | color | white | colors.highlight | ANSIBLE_COLOR_HIGHLIGHT | Colour of what stands out
COLOR_OK | color | green | colors.ok | ANSIBLE_COLOR_OK | Colour of ok
COLOR_SKIP | color | cyan | colors.skip | ANSIBLE_COLOR_SKIP | Colour of skipped
COLOR_UNREACHABLE | color | bright red | colors.unreachable | ANSIBLE_COLOR_UNREACHABLE | Colour of lost hosts
COLOR_VERBOSE | color | blue | colors.verbose | ANSIBLE_COLOR_VERBOSE | Colour of what -v adds
COLOR_WARN | color | bright purple | colors.warn | ANSIBLE_COLOR_WARN | Colour of warnings
CONNECTION_FACTS_MODULES | dict | ? | | | Ignored: there are no connections to network devices
CONNECTION_PASSWORD_FILE | path | | defaults.connection_password_file | ANSIBLE_CONNECTION_PASSWORD_FILE | File or program with the login password
COVERAGE_REMOTE_OUTPUT | string | | | _ANSIBLE_COVERAGE_REMOTE_OUTPUT | Ignored: nothing written in Python is sent to hosts
COVERAGE_REMOTE_PATHS | string | * | | _ANSIBLE_COVERAGE_REMOTE_PATH_FILTER | Ignored: nothing written in Python is sent to hosts
DEFAULT_ACTION_PLUGIN_PATH | pathspec | {home}/plugins/action:/usr/share/ansible/plugins/action | defaults.action_plugins | ANSIBLE_ACTION_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_ALLOW_UNSAFE_LOOKUPS | bool | False | defaults.allow_unsafe_lookups | | Accepted: what a lookup returns is never a template
DEFAULT_ASK_PASS | bool | False | defaults.ask_pass | ANSIBLE_ASK_PASS | Ask for the login password
DEFAULT_ASK_VAULT_PASS | bool | False | defaults.ask_vault_pass | ANSIBLE_ASK_VAULT_PASS | Ask for the vault password
DEFAULT_BECOME | bool | False | privilege_escalation.become | ANSIBLE_BECOME | Become another user
DEFAULT_BECOME_ASK_PASS | bool | False | privilege_escalation.become_ask_pass | ANSIBLE_BECOME_ASK_PASS | Ask for the password of become
DEFAULT_BECOME_EXE | untyped | | privilege_escalation.become_exe | ANSIBLE_BECOME_EXE | The become program
DEFAULT_BECOME_FLAGS | untyped | | privilege_escalation.become_flags | ANSIBLE_BECOME_FLAGS | Options of the become program
DEFAULT_BECOME_METHOD | untyped | sudo | privilege_escalation.become_method | ANSIBLE_BECOME_METHOD | sudo, su or doas
DEFAULT_BECOME_USER | untyped | root | privilege_escalation.become_user | ANSIBLE_BECOME_USER | The user to become
DEFAULT_CACHE_PLUGIN_PATH | pathspec | {home}/plugins/cache:/usr/share/ansible/plugins/cache | defaults.cache_plugins | ANSIBLE_CACHE_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_CALLBACK_PLUGIN_PATH | pathspec | {home}/plugins/callback:/usr/share/ansible/plugins/callback | defaults.callback_plugins | ANSIBLE_CALLBACK_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_CLICONF_PLUGIN_PATH | pathspec | {home}/plugins/cliconf:/usr/share/ansible/plugins/cliconf | defaults.cliconf_plugins | ANSIBLE_CLICONF_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_CONNECTION_PLUGIN_PATH | pathspec | {home}/plugins/connection:/usr/share/ansible/plugins/connection | defaults.connection_plugins | ANSIBLE_CONNECTION_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_DEBUG | bool | False | defaults.debug | ANSIBLE_DEBUG | Ignored: there are no processes of workers
DEFAULT_EXECUTABLE | untyped | /bin/sh | defaults.executable | ANSIBLE_EXECUTABLE | The POSIX shell at the host
DEFAULT_FACT_PATH | string | | defaults.fact_path | ANSIBLE_FACT_PATH | Where local facts lie at the host
DEFAULT_FILTER_PLUGIN_PATH | pathspec | {home}/plugins/filter:/usr/share/ansible/plugins/filter | defaults.filter_plugins | ANSIBLE_FILTER_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_FORCE_HANDLERS | bool | False | defaults.force_handlers | ANSIBLE_FORCE_HANDLERS | Run notified handlers of hosts that failed
DEFAULT_FORKS | int | 5 | defaults.forks | ANSIBLE_FORKS | Hosts that work at the same time
DEFAULT_GATHERING | untyped(implicit explicit smart) | implicit | defaults.gathering | ANSIBLE_GATHERING | When facts are gathered
DEFAULT_GATHER_SUBSET | list | | defaults.gather_subset | ANSIBLE_GATHER_SUBSET | Which facts are gathered
DEFAULT_GATHER_TIMEOUT | int | | defaults.gather_timeout | ANSIBLE_GATHER_TIMEOUT | Limit for one part of the facts
DEFAULT_HASH_BEHAVIOUR | string(replace merge) | replace | defaults.hash_behaviour | ANSIBLE_HASH_BEHAVIOUR | Whether dictionaries of two levels replace each other or merge
DEFAULT_HOST_LIST | pathlist | /etc/ansible/hosts | defaults.inventory | ANSIBLE_INVENTORY | Inventories when there is no -i
DEFAULT_HTTPAPI_PLUGIN_PATH | pathspec | {home}/plugins/httpapi:/usr/share/ansible/plugins/httpapi | defaults.httpapi_plugins | ANSIBLE_HTTPAPI_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_INTERNAL_POLL_INTERVAL | float | 0.001 | defaults.internal_poll_interval | | Ignored: there are no processes of workers
DEFAULT_INVENTORY_PLUGIN_PATH | pathspec | {home}/plugins/inventory:/usr/share/ansible/plugins/inventory | defaults.inventory_plugins | ANSIBLE_INVENTORY_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_JINJA2_EXTENSIONS | untyped | [] | defaults.jinja2_extensions | ANSIBLE_JINJA2_EXTENSIONS | Extensions of templates: jinja2.ext.do, jinja2.ext.loopcontrols
DEFAULT_JINJA2_NATIVE | bool | False | defaults.jinja2_native | ANSIBLE_JINJA2_NATIVE | Templates give values of every type, not text
DEFAULT_KEEP_REMOTE_FILES | bool | False | defaults.keep_remote_files | ANSIBLE_KEEP_REMOTE_FILES | Ignored: nothing written in Python is sent to hosts
DEFAULT_LIBVIRT_LXC_NOSECLABEL | bool | False | selinux.libvirt_lxc_noseclabel | ANSIBLE_LIBVIRT_LXC_NOSECLABEL | Ignored: nothing written in Python is sent to hosts
DEFAULT_LOAD_CALLBACK_PLUGINS | bool | False | defaults.bin_ansible_callbacks | ANSIBLE_LOAD_CALLBACK_PLUGINS | Outputs of ansible.cfg are those of ad-hoc commands too
DEFAULT_LOCAL_TMP | tmppath | {home}/tmp | defaults.local_tmp | ANSIBLE_LOCAL_TEMP | Directory on this machine for what an editor is to change
DEFAULT_LOG_FILTER | list | [] | defaults.log_filter | ANSIBLE_LOG_FILTER | Ignored: lines of the log have no names of loggers
DEFAULT_LOG_PATH | path | | defaults.log_path | ANSIBLE_LOG_PATH | File that the output is written to as well
DEFAULT_LOOKUP_PLUGIN_PATH | pathspec | {home}/plugins/lookup:/usr/share/ansible/plugins/lookup | defaults.lookup_plugins | ANSIBLE_LOOKUP_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_MANAGED_STR | untyped | Ansible managed | defaults.ansible_managed | | The text of ansible_managed
DEFAULT_MODULE_ARGS | untyped | | defaults.module_args | ANSIBLE_MODULE_ARGS | Arguments of an ad-hoc command
DEFAULT_MODULE_COMPRESSION | untyped | ZIP_DEFLATED | defaults.module_compression | | Ignored: nothing written in Python is sent to hosts
DEFAULT_MODULE_NAME | untyped | command | defaults.module_name | | Module of an ad-hoc command
DEFAULT_MODULE_PATH | pathspec | {home}/plugins/modules:/usr/share/ansible/plugins/modules | defaults.library | ANSIBLE_LIBRARY | Where modules in shell or other languages lie
DEFAULT_MODULE_UTILS_PATH | pathspec | {home}/plugins/module_utils:/usr/share/ansible/plugins/module_utils | defaults.module_utils | ANSIBLE_MODULE_UTILS | Ignored: plug-ins in Python are not run
DEFAULT_NETCONF_PLUGIN_PATH | pathspec | {home}/plugins/netconf:/usr/share/ansible/plugins/netconf | defaults.netconf_plugins | ANSIBLE_NETCONF_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_NO_LOG | bool | False | defaults.no_log | ANSIBLE_NO_LOG | no_log for every task
DEFAULT_NO_TARGET_SYSLOG | bool | False | defaults.no_target_syslog | ANSIBLE_NO_TARGET_SYSLOG | Ignored: nothing is written to the syslog of hosts
DEFAULT_NULL_REPRESENTATION | raw | | defaults.null_representation | ANSIBLE_NULL_REPRESENTATION | What a template that is nothing but the name of a variable gives where that is null
DEFAULT_POLL_INTERVAL | int | 15 | defaults.poll_interval | ANSIBLE_POLL_INTERVAL | Seconds between two looks at an async task
DEFAULT_PRIVATE_KEY_FILE | path | | defaults.private_key_file | ANSIBLE_PRIVATE_KEY_FILE | Key to log in with
DEFAULT_PRIVATE_ROLE_VARS | bool | False | defaults.private_role_vars | ANSIBLE_PRIVATE_ROLE_VARS | Variables of a role are seen in that role only
DEFAULT_REMOTE_PORT | int | | defaults.remote_port | ANSIBLE_REMOTE_PORT | Port of the ssh server
DEFAULT_REMOTE_USER | untyped | | defaults.remote_user | ANSIBLE_REMOTE_USER | Who to log in as
DEFAULT_ROLES_PATH | pathspec | {home}/roles:/usr/share/ansible/roles:/etc/ansible/roles | defaults.roles_path | ANSIBLE_ROLES_PATH | Where roles lie, after those beside the playbook
DEFAULT_SELINUX_SPECIAL_FS | list | fuse, nfs, vboxsf, ramfs, 9p, vfat | selinux.special_context_filesystems | ANSIBLE_SELINUX_SPECIAL_FS | Ignored: labels of SELinux are set by the host's own programs
DEFAULT_STDOUT_CALLBACK | untyped | default | defaults.stdout_callback | ANSIBLE_STDOUT_CALLBACK | How to print, as --output
DEFAULT_STRATEGY | untyped | linear | defaults.strategy | ANSIBLE_STRATEGY | strategy of plays that say nothing
DEFAULT_STRATEGY_PLUGIN_PATH | pathspec | {home}/plugins/strategy:/usr/share/ansible/plugins/strategy | defaults.strategy_plugins | ANSIBLE_STRATEGY_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_SU | bool | False | defaults.su | ANSIBLE_SU | Ignored: it means nothing to Ansible either: say become_method
DEFAULT_SYSLOG_FACILITY | untyped | LOG_USER | defaults.syslog_facility | ANSIBLE_SYSLOG_FACILITY | Ignored: nothing is written to the syslog of hosts
DEFAULT_TERMINAL_PLUGIN_PATH | pathspec | {home}/plugins/terminal:/usr/share/ansible/plugins/terminal | defaults.terminal_plugins | ANSIBLE_TERMINAL_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_TEST_PLUGIN_PATH | pathspec | {home}/plugins/test:/usr/share/ansible/plugins/test | defaults.test_plugins | ANSIBLE_TEST_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_TIMEOUT | int | 10 | defaults.timeout | ANSIBLE_TIMEOUT | Seconds for connecting
DEFAULT_TRANSPORT | untyped | smart | defaults.transport | ANSIBLE_TRANSPORT | How hosts are reached
DEFAULT_UNDEFINED_VAR_BEHAVIOR | bool | True | defaults.error_on_undefined_vars | ANSIBLE_ERROR_ON_UNDEFINED_VARS | A template that needs an undefined variable is an error; otherwise it stays as it is
DEFAULT_VARS_PLUGIN_PATH | pathspec | {home}/plugins/vars:/usr/share/ansible/plugins/vars | defaults.vars_plugins | ANSIBLE_VARS_PLUGINS | Ignored: plug-ins in Python are not run
DEFAULT_VAULT_ENCRYPT_IDENTITY | untyped | | defaults.vault_encrypt_identity | ANSIBLE_VAULT_ENCRYPT_IDENTITY | The vault id to encrypt with
DEFAULT_VAULT_IDENTITY | untyped | default | defaults.vault_identity | ANSIBLE_VAULT_IDENTITY | The vault id of passwords without one
DEFAULT_VAULT_IDENTITY_LIST | list | [] | defaults.vault_identity_list | ANSIBLE_VAULT_IDENTITY_LIST | Vault ids, as --vault-id
DEFAULT_VAULT_ID_MATCH | untyped | False | defaults.vault_id_match | ANSIBLE_VAULT_ID_MATCH | Only the vault password with the id of the file is tried
DEFAULT_VAULT_PASSWORD_FILE | path | | defaults.vault_password_file | ANSIBLE_VAULT_PASSWORD_FILE | File or program with the vault password
DEFAULT_VERBOSITY | int | 0 | defaults.verbosity | ANSIBLE_VERBOSITY | How much to say, as the number of -v
DEPRECATION_WARNINGS | bool | True | defaults.deprecation_warnings | ANSIBLE_DEPRECATION_WARNINGS | Show what is deprecated
DEVEL_WARNING | bool | True | defaults.devel_warning | ANSIBLE_DEVEL_WARNING | Ignored: there is nothing to warn of
DIFF_ALWAYS | bool | False | diff.always | ANSIBLE_DIFF_ALWAYS | Show differences without being asked
DIFF_CONTEXT | int | 3 | diff.context | ANSIBLE_DIFF_CONTEXT | Lines around a difference
DISPLAY_ARGS_TO_STDOUT | bool | False | defaults.display_args_to_stdout | ANSIBLE_DISPLAY_ARGS_TO_STDOUT | Print the arguments of tasks with their names
DISPLAY_SKIPPED_HOSTS | bool | True | defaults.display_skipped_hosts | ANSIBLE_DISPLAY_SKIPPED_HOSTS | Print the hosts that skip a task
DOCSITE_ROOT_URL | untyped | https://docs.ansible.com/ansible-core/ | defaults.docsite_root_url | | Ignored: messages name no addresses of documentation
DOC_FRAGMENT_PLUGIN_PATH | pathspec | {home}/plugins/doc_fragments:/usr/share/ansible/plugins/doc_fragments | defaults.doc_fragment_plugins | ANSIBLE_DOC_FRAGMENT_PLUGINS | Ignored: plug-ins in Python are not run
DUPLICATE_YAML_DICT_KEY | string(error warn ignore) | warn | defaults.duplicate_dict_key | ANSIBLE_DUPLICATE_YAML_DICT_KEY | What a key that is there twice is
ENABLE_TASK_DEBUGGER | bool | False | defaults.enable_task_debugger | ANSIBLE_ENABLE_TASK_DEBUGGER | The debugger starts when a task fails or a host is lost
ERROR_ON_MISSING_HANDLER | bool | True | defaults.error_on_missing_handler | ANSIBLE_ERROR_ON_MISSING_HANDLER | A handler that is not there is an error
FACTS_MODULES | list | smart | defaults.facts_modules | ANSIBLE_FACTS_MODULES | The modules that gather_facts runs
GALAXY_CACHE_DIR | path | {home}/galaxy_cache | galaxy.cache_dir | ANSIBLE_GALAXY_CACHE_DIR | Ignored: nothing is fetched from a galaxy
GALAXY_COLLECTION_SKELETON | path | | galaxy.collection_skeleton | ANSIBLE_GALAXY_COLLECTION_SKELETON | Ignored: nothing is fetched from a galaxy
GALAXY_COLLECTION_SKELETON_IGNORE | list | ^.git$, ^.*/.git_keep$ | galaxy.collection_skeleton_ignore | ANSIBLE_GALAXY_COLLECTION_SKELETON_IGNORE | Ignored: nothing is fetched from a galaxy
GALAXY_DISABLE_GPG_VERIFY | bool | False | galaxy.disable_gpg_verify | ANSIBLE_GALAXY_DISABLE_GPG_VERIFY | Ignored: nothing is fetched from a galaxy
GALAXY_DISPLAY_PROGRESS | bool | | galaxy.display_progress | ANSIBLE_GALAXY_DISPLAY_PROGRESS | Ignored: nothing is fetched from a galaxy
GALAXY_GPG_KEYRING | path | | galaxy.gpg_keyring | ANSIBLE_GALAXY_GPG_KEYRING | Ignored: nothing is fetched from a galaxy
GALAXY_IGNORE_CERTS | bool | | galaxy.ignore_certs | ANSIBLE_GALAXY_IGNORE | Ignored: nothing is fetched from a galaxy
GALAXY_IGNORE_INVALID_SIGNATURE_STATUS_CODES | list | | galaxy.ignore_signature_status_codes | ANSIBLE_GALAXY_IGNORE_SIGNATURE_STATUS_CODES | Ignored: nothing is fetched from a galaxy
GALAXY_REQUIRED_VALID_SIGNATURE_COUNT | string | 1 | galaxy.required_valid_signature_count | ANSIBLE_GALAXY_REQUIRED_VALID_SIGNATURE_COUNT | Ignored: nothing is fetched from a galaxy
GALAXY_ROLE_SKELETON | path | | galaxy.role_skeleton | ANSIBLE_GALAXY_ROLE_SKELETON | Ignored: nothing is fetched from a galaxy
GALAXY_ROLE_SKELETON_IGNORE | list | ^.git$, ^.*/.git_keep$ | galaxy.role_skeleton_ignore | ANSIBLE_GALAXY_ROLE_SKELETON_IGNORE | Ignored: nothing is fetched from a galaxy
GALAXY_SERVER | untyped | https://galaxy.ansible.com | galaxy.server | ANSIBLE_GALAXY_SERVER | Ignored: nothing is fetched from a galaxy
GALAXY_SERVER_LIST | list | | galaxy.server_list | ANSIBLE_GALAXY_SERVER_LIST | Ignored: nothing is fetched from a galaxy
GALAXY_TOKEN_PATH | path | {home}/galaxy_token | galaxy.token_path | ANSIBLE_GALAXY_TOKEN_PATH | Ignored: nothing is fetched from a galaxy
HOST_KEY_CHECKING | bool | True | defaults.host_key_checking | ANSIBLE_HOST_KEY_CHECKING | Refuse hosts whose key is not known
HOST_PATTERN_MISMATCH | untyped(error warning ignore) | warning | inventory.host_pattern_mismatch | ANSIBLE_HOST_PATTERN_MISMATCH | What a pattern is that no host matches
INJECT_FACTS_AS_VARS | bool | True | defaults.inject_facts_as_vars | ANSIBLE_INJECT_FACT_VARS | Facts are variables of their own too
INTERPRETER_PYTHON | untyped | auto | defaults.interpreter_python | ANSIBLE_PYTHON_INTERPRETER | The Python of one's own modules in Python; hosts need none otherwise
INTERPRETER_PYTHON_FALLBACK | list | python3.11, python3.10, python3.9, python3.8, python3.7, python3.6, python3.5, /usr/bin/python3, /usr/libexec/platform-python, python2.7, /usr/bin/python, python | | | Ignored: /usr/bin/python3 and the first python3 or python are tried
INVALID_TASK_ATTRIBUTE_FAILED | bool | True | defaults.invalid_task_attribute_failed | ANSIBLE_INVALID_TASK_ATTRIBUTE_FAILED | A keyword that an include cannot carry out is an error; otherwise a warning
INVENTORY_ANY_UNPARSED_IS_FAILED | bool | False | inventory.any_unparsed_is_failed | ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED | One inventory that cannot be read is an error
INVENTORY_CACHE_ENABLED | bool | False | inventory.cache | ANSIBLE_INVENTORY_CACHE | Ignored: no kind of inventory that is read here has a cache
INVENTORY_CACHE_PLUGIN | untyped | | inventory.cache_plugin | ANSIBLE_INVENTORY_CACHE_PLUGIN | Ignored: no kind of inventory that is read here has a cache
INVENTORY_CACHE_PLUGIN_CONNECTION | untyped | | inventory.cache_connection | ANSIBLE_INVENTORY_CACHE_CONNECTION | Ignored: no kind of inventory that is read here has a cache
INVENTORY_CACHE_PLUGIN_PREFIX | untyped | ansible_inventory_ | inventory.cache_prefix | ANSIBLE_INVENTORY_CACHE_PLUGIN_PREFIX | Ignored: no kind of inventory that is read here has a cache
INVENTORY_CACHE_TIMEOUT | untyped | 3600 | inventory.cache_timeout | ANSIBLE_INVENTORY_CACHE_TIMEOUT | Ignored: no kind of inventory that is read here has a cache
INVENTORY_ENABLED | list | host_list, script, auto, yaml, ini, toml | inventory.enable_plugins | ANSIBLE_INVENTORY_ENABLED | Kinds of inventory and their order
INVENTORY_EXPORT | bool | False | inventory.export | ANSIBLE_INVENTORY_EXPORT | inventory --list as with --export
INVENTORY_IGNORE_EXTS | list | .pyc, .pyo, .swp, .bak, ~, .rpm, .md, .txt, .rst, .orig, .ini, .cfg, .retry | defaults.inventory_ignore_extensions inventory.ignore_extensions | ANSIBLE_INVENTORY_IGNORE | Ends of names of files in inventory directories that are passed over
INVENTORY_IGNORE_PATTERNS | list | [] | defaults.inventory_ignore_patterns inventory.ignore_patterns | ANSIBLE_INVENTORY_IGNORE_REGEX | Regular expressions for names in inventory directories that are passed over
INVENTORY_UNPARSED_IS_FAILED | bool | False | inventory.unparsed_is_failed | ANSIBLE_INVENTORY_UNPARSED_FAILED | No inventory that can be read is an error
INVENTORY_UNPARSED_WARNING | bool | True | inventory.inventory_unparsed_warning | ANSIBLE_INVENTORY_UNPARSED_WARNING | Warn when no inventory is named
JINJA2_NATIVE_WARNING | bool | True | defaults.jinja2_native_warning | ANSIBLE_JINJA2_NATIVE_WARNING | Ignored: there is nothing to warn of
LOCALHOST_WARNING | bool | True | defaults.localhost_warning | ANSIBLE_LOCALHOST_WARNING | Warn when there is nothing but the implicit localhost
MAX_FILE_SIZE_FOR_DIFF | int | 104448 | defaults.max_diff_size | ANSIBLE_MAX_DIFF_SIZE | Bytes of a file that differences are still shown of; 0: of any
MODULE_IGNORE_EXTS | list | .pyc, .pyo, .swp, .bak, ~, .rpm, .md, .txt, .rst, .yaml, .yml, .ini | defaults.module_ignore_exts | ANSIBLE_MODULE_IGNORE_EXTS | Ends of names of files among modules that are none
NETCONF_SSH_CONFIG | untyped | | netconf_connection.ssh_config | ANSIBLE_NETCONF_SSH_CONFIG | Ignored: there are no connections to network devices
NETWORK_GROUP_MODULES | list | ? | defaults.network_group_modules | ANSIBLE_NETWORK_GROUP_MODULES | Ignored: there are no connections to network devices
OLD_PLUGIN_CACHE_CLEARING | bool | False | defaults.old_plugin_cache_clear | ANSIBLE_OLD_PLUGIN_CACHE_CLEAR | Ignored: plug-ins in Python are not run
PARAMIKO_HOST_KEY_AUTO_ADD | bool | False | paramiko_connection.host_key_auto_add | ANSIBLE_PARAMIKO_HOST_KEY_AUTO_ADD | Ignored: ssh is spoken without paramiko: ansible_host_key_checking=accept-new takes new keys
PARAMIKO_LOOK_FOR_KEYS | bool | True | paramiko_connection.look_for_keys | ANSIBLE_PARAMIKO_LOOK_FOR_KEYS | Ignored: ssh is spoken without paramiko: ansible_host_key_checking=accept-new takes new keys
PERSISTENT_COMMAND_TIMEOUT | int | 30 | persistent_connection.command_timeout | ANSIBLE_PERSISTENT_COMMAND_TIMEOUT | Ignored: there are no connections to network devices
PERSISTENT_CONNECT_RETRY_TIMEOUT | int | 15 | persistent_connection.connect_retry_timeout | ANSIBLE_PERSISTENT_CONNECT_RETRY_TIMEOUT | Ignored: there are no connections to network devices
PERSISTENT_CONNECT_TIMEOUT | int | 30 | persistent_connection.connect_timeout | ANSIBLE_PERSISTENT_CONNECT_TIMEOUT | Ignored: there are no connections to network devices
PERSISTENT_CONTROL_PATH_DIR | path | {home}/pc | persistent_connection.control_path_dir | ANSIBLE_PERSISTENT_CONTROL_PATH_DIR | Ignored: there are no connections to network devices
PLAYBOOK_DIR | path | | defaults.playbook_dir | ANSIBLE_PLAYBOOK_DIR | Directory that stands for the playbook's where there is none
PLAYBOOK_VARS_ROOT | untyped(top bottom all) | top | defaults.playbook_vars_root | ANSIBLE_PLAYBOOK_VARS_ROOT | Ignored: group_vars and host_vars are those beside the playbook, whichever file a task stands in
PLUGIN_FILTERS_CFG | path | | defaults.plugin_filters_cfg | | Ignored: plug-ins in Python are not run
PYTHON_MODULE_RLIMIT_NOFILE | untyped | 0 | defaults.python_module_rlimit_nofile | ANSIBLE_PYTHON_MODULE_RLIMIT_NOFILE | Ignored: nothing written in Python is sent to hosts
RETRY_FILES_ENABLED | bool | False | defaults.retry_files_enabled | ANSIBLE_RETRY_FILES_ENABLED | Write the hosts that failed or were lost to a file for --limit @FILE
RETRY_FILES_SAVE_PATH | path | | defaults.retry_files_save_path | ANSIBLE_RETRY_FILES_SAVE_PATH | Directory of these files; the playbook's unless told
RUN_VARS_PLUGINS | string(demand start) | demand | defaults.run_vars_plugins | ANSIBLE_RUN_VARS_PLUGINS | Ignored: plug-ins in Python are not run
SHOW_CUSTOM_STATS | bool | False | defaults.show_custom_stats | ANSIBLE_SHOW_CUSTOM_STATS | Print what set_stats collected
STRING_CONVERSION_ACTION | string | warn | defaults.string_conversion_action | ANSIBLE_STRING_CONVERSION_ACTION | Ignored: every value that an option takes as text is text without a warning
STRING_TYPE_FILTERS | list | string, to_json, to_nice_json, to_yaml, to_nice_yaml, ppretty, json | jinja2.dont_type_filters | ANSIBLE_STRING_TYPE_FILTERS | Filters whose text stays text, whatever it looks like
SYSTEM_WARNINGS | bool | True | defaults.system_warnings | ANSIBLE_SYSTEM_WARNINGS | Ignored: Ansible 2.14 has no such warning either
TAGS_RUN | list | [] | tags.run | ANSIBLE_RUN_TAGS | Only tasks with these tags
TAGS_SKIP | list | [] | tags.skip | ANSIBLE_SKIP_TAGS | Not the tasks with these tags
TASK_DEBUGGER_IGNORE_ERRORS | bool | True | defaults.task_debugger_ignore_errors | ANSIBLE_TASK_DEBUGGER_IGNORE_ERRORS | No debugger for what ignore_errors forgives
TASK_TIMEOUT | int | 0 | defaults.task_timeout | ANSIBLE_TASK_TIMEOUT | Seconds that a task may take; 0 for ever
TRANSFORM_INVALID_GROUP_CHARS | string(always never ignore silently) | never | defaults.force_valid_group_names | ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS | What is done about group names that are no identifiers
USE_PERSISTENT_CONNECTIONS | bool | False | defaults.use_persistent_connections | ANSIBLE_USE_PERSISTENT_CONNECTIONS | Ignored: there are no connections to network devices
VALIDATE_ACTION_GROUP_METADATA | bool | True | defaults.validate_action_group_metadata | ANSIBLE_VALIDATE_ACTION_GROUP_METADATA | Ignored: groups of module_defaults are those that come with tsplay
VARIABLE_PLUGINS_ENABLED | list | host_group_vars | defaults.vars_plugins_enabled | ANSIBLE_VARS_ENABLED | Whether group_vars and host_vars are read: host_group_vars
VARIABLE_PRECEDENCE | list | all_inventory, groups_inventory, all_plugins_inventory, all_plugins_play, groups_plugins_inventory, groups_plugins_play | defaults.precedence | ANSIBLE_PRECEDENCE | Kinds of variables of groups, lowest first
VERBOSE_TO_STDERR | bool | False | defaults.verbose_to_stderr | ANSIBLE_VERBOSE_TO_STDERR | What -v adds to outputs like Ansible's goes to standard error
WIN_ASYNC_STARTUP_TIMEOUT | int | 5 | defaults.win_async_startup_timeout | ANSIBLE_WIN_ASYNC_STARTUP_TIMEOUT | Ignored: hosts with Windows are not reached
WORKER_SHUTDOWN_POLL_COUNT | int | 0 | | ANSIBLE_WORKER_SHUTDOWN_POLL_COUNT | Ignored: there are no processes of workers
WORKER_SHUTDOWN_POLL_DELAY | float | 0.1 | | ANSIBLE_WORKER_SHUTDOWN_POLL_DELAY | Ignored: there are no processes of workers
YAML_FILENAME_EXTENSIONS | list | .yml, .yaml, .json | defaults.yaml_valid_extensions | ANSIBLE_YAML_FILENAME_EXT | Extensions of files in group_vars and host_vars
constructed.use_extra_vars | bool | False | inventory_plugins.use_extra_vars | ANSIBLE_INVENTORY_USE_EXTRA_VARS | Expressions of constructed inventories see variables of -e
yaml.yaml_extensions | list | .yaml, .yml, .json | defaults.yaml_valid_extensions inventory_plugin_yaml.yaml_valid_extensions | ANSIBLE_YAML_FILENAME_EXT ANSIBLE_INVENTORY_PLUGIN_EXTS | More extensions of YAML inventories
host_group_vars.stage | string(all inventory task) | | vars_host_group_vars.stage | ANSIBLE_VARS_PLUGIN_STAGE | Ignored: group_vars and host_vars are read when they are first asked for
default.display_ok_hosts | bool | True | defaults.display_ok_hosts | ANSIBLE_DISPLAY_OK_HOSTS | Print the hosts where nothing changed
default.display_failed_stderr | bool | False | defaults.display_failed_stderr | ANSIBLE_DISPLAY_FAILED_STDERR | Failures go to standard error
default.show_per_host_start | bool | False | defaults.show_per_host_start | ANSIBLE_SHOW_PER_HOST_START | Say when a task begins at a host
default.check_mode_markers | bool | False | defaults.check_mode_markers | ANSIBLE_CHECK_MODE_MARKERS | Mark plays and tasks of a check
default.show_task_path_on_failure | bool | False | defaults.show_task_path_on_failure | ANSIBLE_SHOW_TASK_PATH_ON_FAILURE | Name the line of a task that failed
default.result_format | string(json yaml) | json | defaults.callback_result_format | ANSIBLE_CALLBACK_RESULT_FORMAT | How results are printed
default.pretty_results | bool | | defaults.callback_format_pretty | ANSIBLE_CALLBACK_FORMAT_PRETTY | Results on many lines
json.json_indent | int | 4 | defaults.json_indent | ANSIBLE_JSON_INDENT | Spaces of an indentation of --output json; 0: all on one line
junit.output_dir | path | ~/.ansible.log | | JUNIT_OUTPUT_DIR | Directory of the XML files
junit.task_class | bool | False | | JUNIT_TASK_CLASS | One class for each file of tasks
junit.task_relative_path | string | | | JUNIT_TASK_RELATIVE_PATH | Paths are told relative to this one
junit.fail_on_change | bool | False | | JUNIT_FAIL_ON_CHANGE | A change is a failure
junit.fail_on_ignore | bool | False | | JUNIT_FAIL_ON_IGNORE | An ignored failure is a failure
junit.include_setup_tasks_in_report | bool | True | | JUNIT_INCLUDE_SETUP_TASKS_IN_REPORT | Facts are in the report
junit.hide_task_arguments | bool | False | | JUNIT_HIDE_TASK_ARGUMENTS | No arguments in the report
junit.test_case_prefix | string | | | JUNIT_TEST_CASE_PREFIX | Only tasks whose name begins so are in the report
tree.directory | path | ~/.ansible/tree | callback_tree.directory | ANSIBLE_CALLBACK_TREE_DIR | Directory of the files that the output tree writes
ssh.host_key_checking | bool | True | ssh_connection.host_key_checking | ANSIBLE_SSH_HOST_KEY_CHECKING | Refuse hosts whose key is not known
ssh.ssh_args | string | | ssh_connection.ssh_args | ANSIBLE_SSH_ARGS | Options of ssh that win
ssh.ssh_common_args | string | | ssh_connection.ssh_common_args | ANSIBLE_SSH_COMMON_ARGS | Options of ssh
ssh.ssh_extra_args | string | | ssh_connection.ssh_extra_args | ANSIBLE_SSH_EXTRA_ARGS | More options of ssh
ssh.scp_extra_args | string | | ssh_connection.scp_extra_args | ANSIBLE_SCP_EXTRA_ARGS | Ignored: files travel through the shell
ssh.sftp_extra_args | string | | ssh_connection.sftp_extra_args | ANSIBLE_SFTP_EXTRA_ARGS | Ignored: files travel through the shell
junit.replace_out_of_tree_path | string | | | JUNIT_REPLACE_OUT_OF_TREE_PATH | Ignored: paths are told as they are
ssh.pipelining | bool | False | ssh_connection.pipelining | ANSIBLE_SSH_PIPELINING | Accepted: nothing is ever copied to run it
ssh.control_path | string | | ssh_connection.control_path | ANSIBLE_SSH_CONTROL_PATH | Accepted: one connection to a host is kept for the whole run
ssh.control_path_dir | string | ~/.ansible/cp | ssh_connection.control_path_dir | ANSIBLE_SSH_CONTROL_PATH_DIR | Accepted: one connection to a host is kept for the whole run
ssh.reconnection_retries | int | 0 | connection.retries ssh_connection.retries | ANSIBLE_SSH_RETRIES | How often connecting is tried again
ssh.ssh_executable | string | ssh | ssh_connection.ssh_executable | ANSIBLE_SSH_EXECUTABLE | Ignored: ssh is spoken without the program
ssh.scp_executable | string | scp | ssh_connection.scp_executable | ANSIBLE_SCP_EXECUTABLE | Ignored: files travel through the shell
ssh.sftp_executable | string | sftp | ssh_connection.sftp_executable | ANSIBLE_SFTP_EXECUTABLE | Ignored: files travel through the shell
ssh.sftp_batch_mode | bool | yes | ssh_connection.sftp_batch_mode | ANSIBLE_SFTP_BATCH_MODE | Accepted: files travel through the shell
ssh.scp_if_ssh | string | smart | ssh_connection.scp_if_ssh | ANSIBLE_SCP_IF_SSH | Accepted: files travel through the shell
ssh.ssh_transfer_method | string | | ssh_connection.transfer_method | ANSIBLE_SSH_TRANSFER_METHOD | Accepted: files travel through the shell
ssh.pkcs11_provider | string | | ssh_connection.pkcs11_provider | ANSIBLE_PKCS11_PROVIDER | Ignored: keys are those of files and of the agent
ssh.sshpass_prompt | string | | ssh_connection.sshpass_prompt | ANSIBLE_SSHPASS_PROMPT | Ignored: passwords are given to the server without the program sshpass
ssh.use_tty | bool | yes | ssh_connection.usetty | ANSIBLE_SSH_USETTY | Accepted: no host is given a terminal
sh.admin_users | list | root, toor | defaults.admin_users | ANSIBLE_ADMIN_USERS | Accepted: no file of one user has to be read by another
sh.common_remote_group | string | | defaults.common_remote_group | ANSIBLE_COMMON_REMOTE_GROUP | Accepted: no file of one user has to be read by another
sh.system_tmpdirs | list | /var/tmp, /tmp | defaults.system_tmpdirs | ANSIBLE_SYSTEM_TMPDIRS | Ignored: remote_tmp says where temporary files go
sh.world_readable_temp | bool | False | defaults.allow_world_readable_tmpfiles | ANSIBLE_SHELL_ALLOW_WORLD_READABLE_TEMP | Accepted: no file of one user has to be read by another
su.prompt_l10n | list | [] | su_become_plugin.localized_prompts | ANSIBLE_SU_PROMPT_L10N | Accepted: a prompt in any language is understood
ssh.timeout | int | 10 | ssh_connection.timeout | ANSIBLE_SSH_TIMEOUT | Seconds for connecting
sh.async_dir | string | | defaults.async_dir | ANSIBLE_ASYNC_DIR | Where jobs of async leave their results at the host
sh.remote_tmp | string | ~/.ansible/tmp | defaults.remote_tmp | ANSIBLE_REMOTE_TMP ANSIBLE_REMOTE_TEMP | Where temporary files may go at the host
become.become_pass | string | | | ANSIBLE_BECOME_PASS | The password of become
sudo.become_user | string | | sudo_become_plugin.user | ANSIBLE_SUDO_USER | The user to become, with sudo
sudo.become_exe | string | | sudo_become_plugin.executable | ANSIBLE_SUDO_EXE | The become program, with sudo
sudo.become_flags | string | | sudo_become_plugin.flags | ANSIBLE_SUDO_FLAGS | Options of the become program, with sudo
sudo.become_pass | string | | sudo_become_plugin.password | ANSIBLE_SUDO_PASS | The password of become, with sudo
su.become_user | string | | su_become_plugin.user | ANSIBLE_SU_USER | The user to become, with su
su.become_exe | string | | su_become_plugin.executable | ANSIBLE_SU_EXE | The become program, with su
su.become_flags | string | | su_become_plugin.flags | ANSIBLE_SU_FLAGS | Options of the become program, with su
su.become_pass | string | | su_become_plugin.password | ANSIBLE_SU_PASS | The password of become, with su
doas.become_user | string | | doas_become_plugin.user | ANSIBLE_DOAS_USER | The user to become, with doas
doas.become_exe | string | | doas_become_plugin.executable | ANSIBLE_DOAS_EXE | The become program, with doas
doas.become_flags | string | | doas_become_plugin.flags | ANSIBLE_DOAS_FLAGS | Options of the become program, with doas
doas.become_pass | string | | doas_become_plugin.password | ANSIBLE_DOAS_PASS | The password of become, with doas
`;
