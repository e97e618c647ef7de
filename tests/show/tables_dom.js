// As much of a browser's document as the script of the tables asks for, made of a page's tags; runs the script and
// steps of a reader's, and prints what is then seen. Read by test_tables_script.py.
"use strict";

class Words {
  constructor(textContent) { this.textContent = textContent; }
}

class Element {
  constructor(tag, attributes = {}, children = []) {
    Object.assign(this, { tag, attributes, childNodes: [], listeners: {}, hidden: false, value: "" });
    const data = Object.entries(attributes).filter(([name]) => name.startsWith("data-"));
    this.dataset = Object.fromEntries(data.map(([name, value]) => [name.slice(5), value]));
    this.append(...children.map((child) => (typeof child === "string" ? child : new Element(...child))));
  }
  get classes() { return (this.className ?? this.attributes.class ?? "").split(" "); }
  get classList() { return { contains: (name) => this.classes.includes(name) }; }
  get lang() { return this.attributes.lang; }
  get textContent() { return this.childNodes.map((node) => node.textContent).join(""); }
  set textContent(text) { this.childNodes = [new Words(text)]; }
  get children() { return this.childNodes.filter((node) => node instanceof Element); }
  get all() { return this.children.flatMap((child) => [child, ...child.all]); }
  of(...tags) { return this.children.filter((child) => tags.includes(child.tag)); }
  get tBodies() { return this.of("tbody"); }
  get tHead() { return this.of("thead")[0]; }
  get rows() { return this.of("tr"); }
  get cells() { return this.of("td", "th"); }
  append(...nodes) {
    for (const given of nodes) {
      const node = typeof given === "string" ? new Words(given) : given;
      if (node.parent) node.parent.childNodes = node.parent.childNodes.filter((one) => one !== node);
      node.parent = this;
      this.childNodes.push(node);
    }
  }
  prepend(node) { this.append(node); this.childNodes.unshift(this.childNodes.pop()); }
  matches(list) { return list.split(",").some((one) => this.classes.includes(one.slice(1))); }
  closest() { return this.lang ? this : this.parent.closest(); }
  querySelectorAll(tag) { return this.all.filter((one) => one.tag === tag); }
  getAttribute(name) { return this.attributes[name] ?? null; }
  setAttribute(name, value) { this.attributes[name] = value; }
  removeAttribute(name) { delete this.attributes[name]; }
  addEventListener(kind, call) { this.listeners[kind] = call; }
}

const { tree, script, steps } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const root = new Element(...tree);
const printed = {};
global.window = {};
global.addEventListener = (kind, call) => (printed[kind] = call);
global.document = {
  createElement: (tag) => new Element(tag),
  querySelectorAll: (asked) =>
    asked.includes("details")
      ? root.all.filter((one) => one.tag === "details" && !one.open)
      : root.all.filter((one) => one.classes.includes("tables") && !one.dataset.ready),
};
new Function(script)();

const seen = () => ({
  rows: root.querySelectorAll("tbody").flatMap((body) => body.rows.filter((row) => !row.hidden).map((row) => row.cells[0].textContent.trim().replace(/\s/g, " "))),
  sorted: root.querySelectorAll("th").flatMap((head) => (head.attributes["aria-sort"] ? [[head.textContent, head.attributes["aria-sort"]]] : [])),
  told: root.querySelectorAll("output").map((one) => one.textContent),
  buttons: root.querySelectorAll("button").map((one) => [one.type, one.textContent]),
  inputs: root.querySelectorAll("input").map((one) => [one.type, one.parent.tag]),
});
const told = [seen()];
for (const [what, text] of steps) {
  if (what === "choose") root.querySelectorAll("button").find((one) => one.textContent === text).listeners.click();
  else {
    const input = root.querySelectorAll("input")[0];
    input.value = text;
    input.listeners.input();
  }
  told.push(seen());
}
console.log(JSON.stringify(told));
