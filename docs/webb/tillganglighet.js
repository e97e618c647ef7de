// What the theme leaves without a name or without a keyboard: the search, the buttons beside code, what scrolls.
const named = () => {
  document.querySelector(".md-search")?.setAttribute("aria-label", "Sök");
  document.querySelectorAll(".md-code__nav").forEach((nav, k) => nav.setAttribute("aria-label", `Kod ${k + 1}`));
  document.querySelectorAll(".md-typeset__scrollwrap, .doc-children, .doc-contents").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
  const seen = new Map();
  document.querySelectorAll("nav").forEach((nav) => {
    const label = document.getElementById(nav.getAttribute("aria-labelledby"));
    const name = nav.getAttribute("aria-label") ?? label?.textContent.trim() ?? "";
    seen.set(name, (seen.get(name) ?? 0) + 1);
    if (seen.get(name) > 1) nav.setAttribute("aria-label", `${name} ${seen.get(name)}`);
    if (seen.get(name) > 1) nav.removeAttribute("aria-labelledby");
  });
};
named();
new MutationObserver(named).observe(document.body, { childList: true, subtree: true });
addEventListener("resize", named);
