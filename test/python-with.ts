import { spawnSync } from 'node:child_process'

/** A Python that has the module: the one on the path, else the system's; undefined where none has. */
export function pythonWith(module: string): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0,
  )
}
