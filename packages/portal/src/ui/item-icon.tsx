import {
  IconActivity,
  IconArchive,
  IconBellRinging,
  IconBox,
  IconBrandAws,
  IconBrandAzure,
  IconBrandDocker,
  IconBrandGithub,
  IconBucket,
  IconCertificate,
  IconChartLine,
  IconCloud,
  IconCpu,
  IconDatabase,
  IconHexagons,
  IconKey,
  IconLock,
  IconMessages,
  IconNetwork,
  IconPackages,
  IconServer,
  IconShield,
  IconTerminal2,
  IconTimelineEvent,
  IconTools,
  IconUserCheck,
  IconUsersPlus,
  IconWorldWww,
} from '@tabler/icons-react'

/** Icons that documents may name, by the names of tabler.io/icons; others show a box. */
const icons: Readonly<Record<string, typeof IconBox>> = {
  activity: IconActivity,
  archive: IconArchive,
  'bell-ringing': IconBellRinging,
  'brand-aws': IconBrandAws,
  'brand-azure': IconBrandAzure,
  'brand-docker': IconBrandDocker,
  'brand-github': IconBrandGithub,
  'brand-kubernetes': IconHexagons,
  bucket: IconBucket,
  certificate: IconCertificate,
  'chart-line': IconChartLine,
  cloud: IconCloud,
  cpu: IconCpu,
  database: IconDatabase,
  hexagons: IconHexagons,
  key: IconKey,
  lock: IconLock,
  messages: IconMessages,
  network: IconNetwork,
  packages: IconPackages,
  server: IconServer,
  shield: IconShield,
  terminal: IconTerminal2,
  'timeline-event': IconTimelineEvent,
  tools: IconTools,
  'user-check': IconUserCheck,
  'users-plus': IconUsersPlus,
  'world-www': IconWorldWww,
}

/** What stands for a category whose service names no icon, or one that is not known. */
const ofCategory: Readonly<Record<string, typeof IconBox>> = {
  compute: IconServer,
  databases: IconDatabase,
  messaging: IconMessages,
  networking: IconNetwork,
  storage: IconArchive,
  security: IconShield,
  monitoring: IconChartLine,
  'platform-utilities': IconTools,
}

/** The sign of a service, else of its category; decoration only, its name stands beside it. */
export function ItemIcon({ name, category }: { name?: string | undefined; category: string }) {
  const Icon = icons[name ?? ''] ?? ofCategory[category] ?? IconBox
  return (
    <span className="pao-icon" aria-hidden>
      <Icon size={22} stroke={1.6} />
    </span>
  )
}
