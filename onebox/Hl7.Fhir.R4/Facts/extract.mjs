// Makes model.txt, codes.txt and extensions.txt from HL7's own definitions of FHIR R4 4.0.1.
//
//   node extract.mjs <folder with StructureDefinition-*.json, ValueSet-*.json, CodeSystem-*.json> <folder for the tables>
//
// The folder is `package` of the npm package hl7.fhir.r4.core 4.0.1 or of hl7.fhir.r4.examples 4.0.1: the definitions are the same.
// names.txt beside this script says where a public .NET name does not follow the rules below.
import fs from 'node:fs';
import path from 'node:path';

const [source, target] = process.argv.slice(2);
const here = path.dirname(new URL(import.meta.url).pathname);
const extensionOf = (element, name) => (element?.extension ?? []).find(x => x.url.endsWith(name));
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// ---- exceptions: names.txt says what its lines mean
const enumNames = new Map(), plain = new Set(), plainElements = new Set(), memberNames = new Map(), listed = new Map();
for (const line of fs.readFileSync(path.join(here, 'names.txt'), 'utf8').split('\n')) {
  const [kind, ...rest] = line.split(' ');
  if (kind === 'enum') enumNames.set(rest[0], rest[1]);
  if (kind === 'plain') plain.add(rest[0]);
  if (kind === 'plain-element') plainElements.add(rest[0] + ' ' + rest[1]);
  if (kind === 'codes') listed.set(rest[0], new Map([[rest[1], new Set(rest.slice(2))]]));
  if (kind === 'member') memberNames.set(rest[0] + ' ' + rest[1], rest[2]);
}

// ---- definitions
const structures = new Map(), valueSets = new Map(), codeSystems = new Map(), extensions = [];
for (const file of fs.readdirSync(source).sort()) {
  if (!/^(StructureDefinition|ValueSet|CodeSystem)-/.test(file)) continue;
  const resource = JSON.parse(fs.readFileSync(path.join(source, file), 'utf8'));
  if (resource.resourceType === 'ValueSet') valueSets.set(resource.url, resource);
  if (resource.resourceType === 'CodeSystem') codeSystems.set(resource.url, resource);
  if (resource.resourceType === 'StructureDefinition' && resource.derivation !== 'constraint' && resource.kind !== 'logical')
    structures.set(resource.type, resource);
  if (resource.resourceType === 'StructureDefinition' && resource.derivation === 'constraint' && resource.type === 'Extension')
    extensions.push(resource);
}

// ---- value sets: every code they hold, system by system, or null where the package cannot say
function expand(url, seen = new Set()) {
  if (listed.has(url)) return listed.get(url);
  const set = valueSets.get(url);
  if (!set?.compose || seen.has(url) || set.compose.exclude) return null;
  const systems = new Map();
  const add = (system, code) => { if (!systems.has(system)) systems.set(system, new Set()); systems.get(system).add(code); };
  for (const include of set.compose.include) {
    if (include.filter) {
      const codes = filtered(include);
      if (codes === null) return null;
      for (const code of codes) add(include.system, code);
      continue;
    }
    for (const nested of include.valueSet ?? []) {
      const inner = expand(nested.split('|')[0], new Set([...seen, url]));
      if (inner === null) return null;
      for (const [system, codes] of inner) for (const code of codes) add(system, code);
    }
    if (!include.system) continue;
    if (include.concept) { for (const concept of include.concept) add(include.system, concept.code); continue; }
    const system = codeSystems.get(include.system);
    if (!system || system.content !== 'complete') return null;
    for (const concept of flatten(system.concept)) add(include.system, concept.code);
  }
  return systems;
}

const flatten = concepts => (concepts ?? []).flatMap(concept => [concept, ...flatten(concept.concept)]);

// The one filter that required bindings use: a branch of a hierarchy, with or without its own top.
function filtered(include) {
  const system = codeSystems.get(include.system);
  if (!system || include.filter.length !== 1) return null;
  const { property, op, value } = include.filter[0];
  if (property !== 'concept' || !['is-a', 'descendent-of'].includes(op)) return null;
  const top = flatten(system.concept).find(concept => concept.code === value);
  if (!top) return null;
  const below = flatten(top.concept).map(concept => concept.code);
  return op === 'is-a' ? [value, ...below] : below;
}

// ---- where required bindings are used
const usedBy = new Map();
const ownElements = structure => structure.differential.element.filter(element => element.path.includes('.'));
const requiredSet = element => (element.binding?.strength === 'required' ? element.binding.valueSet?.split('|')[0] : undefined);
for (const [type, structure] of structures) {
  for (const element of ownElements(structure)) {
    const set = requiredSet(element);
    if (!set || structure.kind === 'primitive-type') continue;
    if (!usedBy.has(set)) usedBy.set(set, { types: new Set(), kinds: new Set() });
    usedBy.get(set).types.add(type);
    for (const kind of element.type ?? []) usedBy.get(set).kinds.add(kind.code);
  }
}

const words = text => text.split(/[^A-Za-z0-9]+/).filter(word => word).map(word => word[0].toUpperCase() + word.slice(1)).join('');

function enumOf(set) {
  const use = usedBy.get(set);
  if (!use?.kinds.has('code') || plain.has(set)) return null;
  if (enumNames.has(set)) return enumNames.get(set);
  const name = words(valueSets.get(set)?.name ?? set.split('/').pop());
  return use.types.size === 1 ? `${[...use.types][0]}.${name}` : name;
}

function memberOf(enumName, code) {
  const named = memberNames.get(enumName + ' ' + code);
  if (named) return named;
  // A dot between two digits, or between words, stays visible as an underscore; other punctuation parts words.
  const parts = code.split(/[^A-Za-z0-9._]+/).filter(part => part).map(part => part[0].toUpperCase() + part.slice(1));
  const name = parts.join('').replace(/\./g, '_');
  return /^[0-9]/.test(name) ? 'N' + name : name;
}

// ---- model.txt
const primitive = code => structures.get(code)?.kind === 'primitive-type';
const cardinality = element => {
  const text = `${element.min}..${element.max}`;
  return { '0..1': '?', '1..1': '!', '0..*': '*', '1..*': '+' }[text] ?? text;
};

function componentName(structure, element) {
  const explicit = extensionOf(element, 'structuredefinition-explicit-type-name')?.valueString;
  const last = element.path.split('.').pop();
  return `${structure.type}.${explicit ?? last[0].toUpperCase() + last.slice(1)}Component`;
}

function typesOf(structure, element, components) {
  if (element.contentReference) return [components.get(element.contentReference.slice(1))];
  if (components.has(element.path)) return [components.get(element.path)];
  const seen = new Map();
  for (const type of element.type) {
    const code = extensionOf(type, 'structuredefinition-fhir-type')?.valueUrl ?? type.code;
    const name = element.path === 'Resource.id' ? 'id' : code;
    const targets = name === 'Reference' ? (type.targetProfile ?? []).map(url => url.split('/').pop()).filter(t => t !== 'Resource') : [];
    seen.set(name, targets.length > 0 ? `${name}:${targets.join(',')}` : name);
  }
  return [...seen.values()];
}

const model = [], enumsUsed = new Set(), setsUsed = new Set();
const order = kind => ({ 'primitive-type': 0, 'complex-type': 1, resource: 2 })[kind];
const sorted = [...structures.values()].sort((a, b) => order(a.kind) - order(b.kind) || byText(a.type, b.type));
for (const structure of sorted) {
  if (structure.kind === 'primitive-type') continue;
  const components = new Map();
  for (const element of ownElements(structure))
    if (element.type?.length === 1 && ['BackboneElement', 'Element'].includes(element.type[0].code) && !(element.contentReference))
      components.set(element.path, componentName(structure, element));
  const blocks = new Map([[structure.type, []]]);
  for (const name of components.values()) blocks.set(name, []);
  const bases = new Map([...components].map(([at, name]) => [name, ownElements(structure).find(e => e.path === at).type[0].code]));
  for (const element of ownElements(structure)) {
    const parentPath = element.path.slice(0, element.path.lastIndexOf('.'));
    const owner = parentPath === structure.type ? structure.type : components.get(parentPath);
    const set = requiredSet(element);
    const local = element.path.slice(parentPath.length + 1);
    const name = set && !plainElements.has(owner + ' ' + local) && enumOf(set);
    if (name) enumsUsed.add(set); else if (set) setsUsed.add(set);
    const types = typesOf(structure, element, components);
    const binding = name && types.includes('code') ? ` @${name}` : set ? ` ^${set}` : '';
    if (set && !(name && types.includes('code'))) setsUsed.add(set);
    blocks.get(owner).push(`  ${local} ${cardinality(element)} ${types.join('|')}${binding}`);
  }
  const base = structure.baseDefinition?.split('/').pop() ?? 'Base';
  for (const [name, lines] of blocks) {
    const path = [...components].find(([, n]) => n === name)?.[0];
    const kind = name === structure.type ? (structure.kind === 'resource' ? 'resource' : 'type') : 'component';
    const head = kind === 'component' ? `${name} ${bases.get(name)} ${path}` : `${name} ${base}${structure.abstract ? ' abstract' : ''}`;
    model.push(`${kind} ${head}`, ...lines);
  }
}

// ---- codes.txt
const codes = [];
const named = [...enumsUsed].map(set => [enumOf(set), set]).sort((a, b) => byText(a[0], b[0]));
for (const [name, set] of named) {
  const systems = expand(set);
  if (!systems) throw new Error(`${name}: ${set} cannot be listed; say "plain ${set}" in names.txt`);
  codes.push(`enum ${name} ${set}`);
  const taken = new Set();
  for (const [system, members] of systems)
    codes.push(`  ${system} ` + [...members].filter(code => !taken.has(code) && taken.add(code)).map(code => `${code}=${memberOf(name, code)}`).map(
      // Most members are the code itself with a capital: only others are written out.
      text => { const [code, member] = [text.slice(0, text.lastIndexOf('=')), text.slice(text.lastIndexOf('=') + 1)];
        return member === code[0].toUpperCase() + code.slice(1) ? code : text; }).join(' '));
}
for (const set of [...setsUsed].sort()) {
  const systems = expand(set);
  codes.push(`set ${set}${systems ? '' : ' open'}`);
  for (const [system, members] of systems ?? []) codes.push(`  ${system} ${[...members].join(' ')}`);
}

const header = what => `# ${what}\n# Made by extract.mjs from HL7's FHIR R4 4.0.1 definitions (CC0); README.md explains the lines. Do not edit.\n`;
fs.writeFileSync(path.join(target, 'model.txt'), header('Types and elements of FHIR R4.') + model.join('\n') + '\n');
// ---- extensions.txt: the types of value; "-" for an extension that is made of others
const core = 'http://hl7.org/fhir/StructureDefinition/';
const valueTypes = extension => extension.snapshot.element.find(e => e.path === 'Extension.value[x]' && e.max !== '0')?.type.map(t => t.code) ?? ['-'];
const coreExtensions = extensions.filter(extension => extension.url.startsWith(core))
  .map(extension => `${extension.url.slice(core.length)} ${[...new Set(valueTypes(extension))].join('|')}`).sort();

fs.writeFileSync(path.join(target, 'extensions.txt'), header('Extensions that FHIR R4 itself defines, and the types of their values.') + coreExtensions.join('\n') + '\n');
fs.writeFileSync(path.join(target, 'codes.txt'), header('Codes of the value sets that FHIR R4 binds as required.') + codes.join('\n') + '\n');
