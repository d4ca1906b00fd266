import type { ColumnType, Generated } from 'kysely'
import type { At, Json, Maybe, MaybeAt } from './columns.ts'

type Made = ColumnType<string, never, never>

/** People and groups as a directory tells of them, service accounts, and whose rights ended when. */
export type DirectoryTables = {
  directory_user: {
    tenant: string
    id: string
    user_name: string
    name_key: Made
    external_id: Maybe<string>
    active: boolean
    attributes: Json<Record<string, unknown>>
    email_keys: string[]
    known_as: Generated<string[]>
    created_at: At
    updated_at: At
    deleted_at: MaybeAt
  }
  directory_group: {
    tenant: string
    id: string
    display_name: string
    name_key: Made
    external_id: Maybe<string>
    created_at: At
    updated_at: At
  }
  directory_member: {
    tenant: string
    group_id: string
    user_id: string
  }
  service_account: {
    tenant: string
    id: string
    name: string
    name_key: Made
    description: Maybe<string>
    owner_team: string
    roles: string[]
    teams: string[]
    scopes: Maybe<string[]>
    created_by: string
    created_at: At
    updated_at: At
    removed_at: MaybeAt
  }
  logout_token: {
    issuer: string
    jti: string
    until: At
  }
  person_right: {
    tenant: string
    person: string
    email: string
    name: Maybe<string>
    roles: string[]
    teams: string[]
    noted_at: At
  }
  ended_right: {
    tenant: string
    person: string
    at: Generated<Date>
  }
}
