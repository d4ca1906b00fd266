import { print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

export type NeedsFlags = { needs: boolean; depth: number }

/** `pao resource relations`: what needs a resource, or with `--needs` what it needs, nearest first. */
export async function showRelations(
  remote: Remote,
  id: string,
  { needs, depth }: NeedsFlags,
): Promise<void> {
  const query = { direction: needs ? 'dependencies' : 'dependants', depth } as const
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/resources/{id}/relations', {
      params: { path: { id }, query },
    }),
    remote.config.url,
  )
  const others = found.nodes.filter((node) => node.id !== id)
  print(remote.screen, remote.output, found, () => {
    if (others.length === 0)
      return needs
        ? 'it needs nothing, as far as you may see'
        : 'nothing needs it, as far as you may see'
    const rows = table(
      others,
      [
        { title: 'STEPS', of: (node) => String(found.steps[node.id] ?? '') },
        { title: 'RESOURCE', of: (node) => node.id },
        { title: 'NAME', of: (node) => node.name },
        { title: 'TYPE', of: (node) => node.type },
        { title: 'ENVIRONMENT', of: (node) => node.environment },
        { title: 'STATE', of: (node) => node.state },
      ],
      remote.screen.width,
    )
    return found.complete ? rows : `${rows}\nthere is more; ask with a larger --depth`
  })
}
