import { settings } from '../../packages/server/src/config.ts'

/** docs/operate/settings.md, from the table the server reads its environment by. */
export function settingsPage(): string {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const shown =
      'shown' in setting
        ? setting.shown
        : setting.fallback === undefined || setting.fallback === ''
          ? ''
          : `\`${setting.fallback}\``
    const secret = 'secret' in setting && setting.secret ? 'yes' : ''
    return `| \`${name}\` | ${setting.sentence} | ${shown} | ${secret} |`
  })
  return `# Settings

Configuration is environment variables only. A wrong value, a contradiction or a misspelt \`PAO_…\` name stops the start
with every fault listed and exit code 78 (EX_CONFIG). An empty value counts as unset.

| name | meaning | default | secret |
|---|---|---|---|
${rows.join('\n')}
| \`PAO_VAR_<NAME>\` | What templates may read as \`{{env.<NAME>}}\`. | | |
| \`PAO_SECRET_<NAME>\` | What templates may read as \`{{secrets.<NAME>}}\`, and what \`…_ref: <NAME>\` names; also a file \`<NAME>\` in \`PAO_SECRETS_DIR\`. Never shown anywhere. | | yes |

The command line reads \`PAO_URL\` and \`PAO_TOKEN\`.
`
}
