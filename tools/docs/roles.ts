import {
  aboutPermission,
  type Permission,
  permissions,
} from '../../packages/server/src/identity/permissions.ts'
import { roles } from '../../packages/server/src/identity/principal.ts'
import { requestRules } from '../../packages/server/src/requests/access.ts'

type Described = { operationId: string; 'x-permission'?: string }

/** `docs/operate/roles.md`: which role holds which permission, and what operations take it. */
export function rolesPage(openapi: object): string {
  const { paths } = openapi as { paths: Record<string, Record<string, Described>> }
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
  const rows = (Object.keys(permissions) as Permission[]).map((permission) => {
    const { holders }: { holders: 'anyone' | readonly string[] } = permissions[permission]
    const marks = roles.map((role) =>
      holders === 'anyone' || role === 'admin' || holders.includes(role) ? '✓' : '',
    )
    const taking = operations
      .filter((one) => one['x-permission'] === permission)
      .map(({ operationId }) => operationId)
    const where =
      'installation' in permissions[permission] ? '; people of the tenant `default` alone' : ''
    return `| \`${permission}\` | ${marks.join(' | ')} | ${aboutPermission(permission)}${where} | ${taking.join(', ')} |`
  })
  const rules = Object.entries(requestRules).map(
    ([rule, relations]) => `| ${rule} | ${relations.join(', ')} |`,
  )
  return `# Roles and permissions

Made by \`npm run generate\` from \`identity/permissions.ts\`, \`requests/access.ts\` and the operations' own declarations. Every operation
takes one permission; one that declares none does not start. \`GET /authz/explain?operation=…&id=…\` tells what you may and why.

| permission | ${roles.join(' | ')} | may … | operations |
|---|${roles.map(() => '---|').join('')}---|---|
${rows.join('\n')}

What may be done with one request depends on what somebody is to it, besides the permission. Who may not read a request is told
what is told of one that does not exist. Who may read it without \`inputs\` (auditors) sees names of answers and outputs, and
\`***\` for their values.

| rule | relations that are enough |
|---|---|
${rules.join('\n')}
`
}
