"""All actions of the shop, made with what they work with."""

from __future__ import annotations

from rasa_sdk.interfaces import Action

from bot.actions.answer_faq import AnswerFaqAction
from bot.actions.ask_order import (
    AskOrderNumberAction,
    AskReturnItemAction,
    AskWarrantyItemAction,
)
from bot.actions.cancel_order import CancelOrderAction
from bot.actions.change_address import ChangeAddressAction
from bot.actions.choose_item import ChooseItemAction
from bot.actions.compare_products import CompareProductsAction
from bot.actions.file_complaint import FileComplaintAction
from bot.actions.handoff import HandoffAction
from bot.actions.newsletter import SubscribeNewsletterAction, UnsubscribeNewsletterAction
from bot.actions.order_forms import (
    AddressForm,
    CancelForm,
    DeliveryProblemForm,
    InvoiceForm,
    OrderStatusForm,
    RefundStatusForm,
    ReturnForm,
    WarrantyForm,
)
from bot.actions.order_history import OrderHistoryAction
from bot.actions.order_status import OrderStatusAction
from bot.actions.product_facts import (
    ProductDetailsAction,
    ProductPriceAction,
    ProductStockAction,
)
from bot.actions.recommend import RecommendAction
from bot.actions.refund_status import RefundStatusAction
from bot.actions.related_products import FindAccessoriesAction, FindSimilarAction
from bot.actions.return_order import ReturnOrderAction
from bot.actions.search_products import RefineSearchAction, SearchProductsAction
from bot.actions.service_forms import ComplaintForm, NewsletterForm, UnsubscribeForm
from bot.actions.service_request import (
    ReportDeliveryProblemAction,
    SendInvoiceAction,
    WarrantyClaimAction,
)
from bot.actions.shipping import ShippingCostAction, ShippingTimeAction
from bot.actions.shop_action import ShopTools
from bot.actions.size_advice import SizeAdviceAction
from bot.actions.store_hours import StoreHoursAction

READING = (
    AnswerFaqAction, AskOrderNumberAction, AskReturnItemAction, AskWarrantyItemAction,
    ChooseItemAction, CompareProductsAction, FindAccessoriesAction, FindSimilarAction,
    HandoffAction, OrderHistoryAction, OrderStatusAction, ProductDetailsAction,
    ProductPriceAction, ProductStockAction, RecommendAction, RefineSearchAction,
    RefundStatusAction, SearchProductsAction, SendInvoiceAction, ShippingCostAction,
    ShippingTimeAction, SizeAdviceAction, StoreHoursAction,
)  # fmt: skip


def shop_actions(tools: ShopTools) -> list[Action]:
    """Return one instance of every action; forms know the write they end in."""
    cancel, give_back = CancelOrderAction(tools), ReturnOrderAction(tools)
    readdress, claim = ChangeAddressAction(tools), WarrantyClaimAction(tools)
    report = ReportDeliveryProblemAction(tools)
    return [
        *(kind(tools) for kind in READING),
        cancel, give_back, readdress, claim, report,
        SubscribeNewsletterAction(tools), UnsubscribeNewsletterAction(tools),
        FileComplaintAction(tools),
        OrderStatusForm(tools), RefundStatusForm(tools), InvoiceForm(tools),
        CancelForm(tools, cancel), ReturnForm(tools, give_back), AddressForm(tools, readdress),
        WarrantyForm(tools, claim), DeliveryProblemForm(tools, report),
        NewsletterForm(), UnsubscribeForm(), ComplaintForm(),
    ]  # fmt: skip
