import type { ActionContext } from '../kit/context.ts'
import type { Workplace } from '../kit/process.ts'
import type { TerraformConfig } from './config.ts'

/** Code in a folder of this call, initialised: where Terraform can be run. */
export type Site = {
  context: ActionContext
  config: TerraformConfig
  place: Workplace
  /** The folder of the root module, below the workplace. */
  folder: string
  /** The commit of the code, where it came from git. */
  revision: string | undefined
  version: string
  /** Name of the state in this service; undefined = it lives elsewhere. */
  state: string | undefined
  /** Workspace of a backend that has some; `default` otherwise. */
  workspace: string
  environment: Readonly<Record<string, string>>
  /** Set as soon as something may have been changed. */
  touched: boolean
}
