import type { Command } from 'commander'
import { createProgram } from '../../packages/cli/src/program.ts'

/** docs/cli.md, from the command line's own definition. */
export function cliPage(): string {
  const program = createProgram({
    cwd: '/',
    now: () => 0,
    version: '0',
    pause: () => Promise.resolve(),
    input: () => Promise.resolve(''),
    screen: { out: () => undefined, err: () => undefined, width: 80 },
  })
  const sections = program.commands.flatMap((command) =>
    command.commands.length > 0
      ? command.commands.map((inner) => section(inner, `pao ${command.name()}`))
      : [section(command, 'pao')],
  )
  return `# The command line

\`pao\` talks to a server (\`PAO_URL\`, default \`http://localhost:8080\`) with an API key (\`PAO_TOKEN\`); \`pao catalog …\` needs none.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | the answer is no: an invalid document, a breaking difference, a refused order, a request that did not complete |
| 2 | it could not be asked: usage, unreadable file, no connection, not signed in |

${sections.join('\n')}`
}

function section(command: Command, parent: string): string {
  const words = command.registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name()
    return argument.required ? `<${name}>` : `[${name}]`
  })
  const rows = command.options.map((option) => {
    const choices = option.argChoices ? ` (${option.argChoices.join(', ')})` : ''
    const preset =
      option.defaultValue === undefined ||
      option.defaultValue === false ||
      (Array.isArray(option.defaultValue) && option.defaultValue.length === 0)
        ? ''
        : `\`${String(option.defaultValue)}\``
    return `| \`${option.flags.replaceAll('|', '\\|')}\` | ${option.description}${choices} | ${preset} |`
  })
  const options =
    rows.length > 0 ? `\n| option | meaning | default |\n|---|---|---|\n${rows.join('\n')}\n` : ''
  return `## ${[parent, command.name(), ...words].join(' ')}\n\n${command.description()}\n${options}`
}
