"""The page of all tools: what each answers, in the order in which most people need them."""

from dataclasses import dataclass

from .context import Site
from .page import Page

SITE_PATH = "tools/"


@dataclass(frozen=True, slots=True)
class Tool:
    """A way to calculate: its page, its name, what it answers, how else people call that."""

    site_path: str
    title: str
    answers: str
    keywords: tuple[str, ...] = ()


TOOLS = (
    Tool(
        "tools/screening/",
        "我能享受什么",
        "一题一题回答，看哪些待遇够得上、还差什么",
        ("有什么补贴", "能领什么", "符合条件吗", "资格"),
    ),
    Tool("benefits/", "按待遇算", "挑一项待遇，看够不够条件、补多少、补多久、要哪些材料"),
    Tool(
        "tools/amounts/",
        "补贴测算",
        "几项一起算，逐月列出，标准中途调整的分段算",
        ("能拿多少钱", "逐月", "合计", "计算器"),
    ),
    Tool(
        "tools/deadlines/",
        "推时限",
        "选一项业务，填上日期，推出每一步最迟哪天，可存到日历",
        ("时限推算", "工作日", "截止日期", "期限", "到期", "日历"),
    ),
    Tool(
        "tools/compare/",
        "比地区",
        "同样的情形，几个地区或几个日期并排看",
        ("地区对比", "哪里高", "各地规定", "区别"),
    ),
    Tool(
        "tools/retirement/",
        "退休与年龄",
        "改革前后哪天退休，差几年，缴费够不够15年",
        ("退休年龄", "延迟退休", "什么时候退休", "不足5年", "缴费年限", "周岁"),
    ),
    Tool(
        "services/",
        "一件事、提速办",
        "把几个事项合在一起办：要哪些材料，多少个工作日办完",
        ("打包办", "快办", "办理时限", "材料清单"),
    ),
    Tool(
        "tools/batch/",
        "批量测算",
        "一张花名册一次算完，文件不离开本机",
        ("花名册", "名单", "表格", "Excel", "批量"),
    ),
)
#: Not a tool, and listed where the lists are; found like one.
PARAMETER_LIST = Tool(
    "parameters/",
    "标准：最低工资、缴费基数、费率",
    "计算用到的标准，历年的值和出处",
    ("最低工资", "缴费基数", "费率", "失业保险金", "LPR"),
)


def tools_page(site: Site) -> Page:
    """The page at ``tools/``."""
    html = site.render("tools.html", SITE_PATH, tools=TOOLS)
    description = "够不够条件、补多少、最迟哪天、各地有什么不同：都在本机计算"
    return Page(SITE_PATH, "计算", html, description)
