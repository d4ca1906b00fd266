import { resolve } from 'node:path'
import { bad, good, list, type Parsed, type Setting, url, whole } from './setting-kinds.ts'

const folder = (text: string): Parsed<string> => good(resolve(text))

/** Names of environment variables a run of Terraform may get. */
function variables(text: string): Parsed<readonly string[]> {
  const named = list(text)
  if (!named.ok) return named
  const wrong = named.value.filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
  if (wrong.length > 0) return bad(`must list names of variables, not "${wrong[0]}"`)
  const taken = named.value.filter((name) => /^(TF_(?!TOKEN_)|PATH$|HOME$|LD_|GIT_)/.test(name))
  if (taken.length > 0) return bad(`must not name ${taken[0]}, which decides how Terraform runs`)
  return named
}

/** Settings of how Terraform is run; part of the table in config.ts. */
export const terraformSettings = {
  PAO_TERRAFORM: {
    sentence:
      'Terraform’s program: a path, or a name looked for in /usr/local/bin, /opt/homebrew/bin, /usr/bin and /bin. Where there is none, items cannot run Terraform here.',
    fallback: 'terraform',
    parse: (text: string) => good(text),
  },
  PAO_TERRAFORM_DIR: {
    sentence: 'Folder of working folders, the plugin cache and local states of Terraform.',
    fallback: undefined,
    shown: '<PAO_DATA_DIR>/terraform',
    parse: folder,
  },
  PAO_TERRAFORM_MODULES: {
    sentence: 'Folder of Terraform code that items may use as `source.type: local`.',
    fallback: undefined,
    shown: 'none; the examples in a demo',
    parse: folder,
  },
  PAO_TERRAFORM_SOURCES: {
    sentence:
      'Addresses of git repositories and registry modules items may use, comma separated, each good for what lies below it: `https://github.com/acme/`, `git@github.com:acme/`, `terraform-aws-modules/`.',
    fallback: '',
    parse: list,
  },
  PAO_TERRAFORM_HOOKS: {
    sentence: 'Folder of programs that items may name as hooks; unset = there are none.',
    fallback: undefined,
    parse: folder,
  },
  PAO_TERRAFORM_CLI_CONFIG: {
    sentence: 'Terraform’s CLI configuration file (mirrors, registries); unset = an empty one.',
    fallback: undefined,
    parse: folder,
  },
  PAO_TERRAFORM_ENVIRONMENT: {
    sentence:
      'Names of variables that runs of Terraform get, comma separated; their values are those of PAO_SECRET_<NAME> or PAO_VAR_<NAME>, e.g. `AWS_ACCESS_KEY_ID,HTTPS_PROXY`.',
    fallback: '',
    parse: variables,
  },
  PAO_TERRAFORM_STATE_URL: {
    sentence: 'Where Terraform reaches this service’s state backend.',
    fallback: undefined,
    shown: 'PAO_PUBLIC_URL',
    parse: url('http:', 'https:'),
  },
  PAO_TERRAFORM_STATE_VERSIONS: {
    sentence: 'Versions kept of each Terraform state.',
    fallback: '20',
    parse: whole(1, 1000),
  },
} as const satisfies Record<string, Setting<unknown>>
