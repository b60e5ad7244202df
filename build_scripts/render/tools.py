"""The page of all tools: what each answers, in the order in which most people need them."""

from dataclasses import dataclass

from .context import Site
from .page import Page

SITE_PATH = "tools/"


@dataclass(frozen=True, slots=True)
class Tool:
    """A way to calculate: its page, its name, what it answers."""

    site_path: str
    title: str
    answers: str


TOOLS = (
    Tool("tools/screening/", "我能享受什么", "一题一题回答，看哪些待遇够得上、还差什么"),
    Tool("benefits/", "按待遇算", "挑一项待遇，看够不够条件、补多少、补多久、要哪些材料"),
    Tool("tools/amounts/", "补贴测算", "几项一起算，逐月列出，标准中途调整的分段算"),
    Tool("tools/deadlines/", "推时限", "输入起算的日子，推出每一步最迟哪天，可存到日历"),
    Tool("tools/compare/", "比地区", "同样的情形，几个地区或几个日期并排看"),
    Tool("tools/retirement/", "退休与年龄", "改革前后哪天退休，差几年，缴费够不够15年"),
    Tool("services/", "一件事", "把几个事项合在一起办：要哪些材料，多少个工作日办完"),
    Tool("tools/batch/", "批量测算", "一张花名册一次算完，文件不离开本机"),
)


def tools_page(site: Site) -> Page:
    """The page at ``tools/``."""
    html = site.render("tools.html", SITE_PATH, tools=TOOLS)
    description = "够不够条件、补多少、最迟哪天、各地有什么不同：都在本机计算"
    return Page(SITE_PATH, "计算", html, description)
