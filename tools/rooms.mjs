// Runs the law book (.dependency-cruiser.mjs) and refuses a blind graph: the tool reports success when
// its parser could read nothing.
import { cruise } from 'dependency-cruiser'
import config from '../.dependency-cruiser.mjs'

const fewestModules = 150
const { output } = await cruise(['packages'], {
  ...config.options,
  ruleSet: { forbidden: config.forbidden },
  validate: true,
  outputType: 'json',
})
const { summary } = JSON.parse(output)
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`)
if (summary.totalCruised < fewestModules) {
  console.error(`only ${summary.totalCruised} modules were read: the graph is blind`)
  process.exit(1)
}
console.log(`${summary.totalCruised} modules, ${summary.violations.length} breaches`)
process.exit(summary.error > 0 ? 1 : 0)
