"""All actions of ours, made with what they work with."""

from __future__ import annotations

from rasa_sdk.interfaces import Action

from bot.actions.answer_faq import AnswerFaqAction
from bot.actions.handoff import HandoffAction
from bot.actions.orders.address_form import AddressForm
from bot.actions.orders.ask_item import AskReturnItemAction, AskWarrantyItemAction
from bot.actions.orders.ask_order_number import AskOrderNumberAction
from bot.actions.orders.cancel_form import CancelForm
from bot.actions.orders.cancel_order import CancelOrderAction
from bot.actions.orders.change_address import ChangeAddressAction
from bot.actions.orders.delivery_problem import ReportDeliveryProblemAction
from bot.actions.orders.delivery_problem_form import DeliveryProblemForm
from bot.actions.orders.lookup_forms import InvoiceForm, OrderStatusForm, RefundStatusForm
from bot.actions.orders.order_history import OrderHistoryAction
from bot.actions.orders.order_status import OrderStatusAction
from bot.actions.orders.refund_status import RefundStatusAction
from bot.actions.orders.return_form import ReturnForm
from bot.actions.orders.return_order import ReturnOrderAction
from bot.actions.orders.send_invoice import SendInvoiceAction
from bot.actions.orders.warranty_claim import WarrantyClaimAction
from bot.actions.orders.warranty_form import WarrantyForm
from bot.actions.products.choose_item import ChooseItemAction
from bot.actions.products.compare_products import CompareProductsAction
from bot.actions.products.find_accessories import FindAccessoriesAction
from bot.actions.products.find_similar import FindSimilarAction
from bot.actions.products.product_details import ProductDetailsAction
from bot.actions.products.product_price import ProductPriceAction
from bot.actions.products.product_stock import ProductStockAction
from bot.actions.products.recommend import RecommendAction
from bot.actions.products.refine_search import RefineSearchAction
from bot.actions.products.search_products import SearchProductsAction
from bot.actions.products.size_advice import SizeAdviceAction
from bot.actions.service.complaint_form import ComplaintForm
from bot.actions.service.file_complaint import FileComplaintAction
from bot.actions.service.newsletter import (
    SubscribeNewsletterAction,
    UnsubscribeNewsletterAction,
)
from bot.actions.service.newsletter_forms import NewsletterForm, UnsubscribeForm
from bot.actions.service.shipping_answer import ShippingCostAction, ShippingTimeAction
from bot.actions.service.store_hours import StoreHoursAction
from bot.actions.service.store_location import StoreLocationAction
from bot.actions.shop_action import ShopTools
from bot.actions.shop_form import ShopForm
from bot.actions.stop_form import StopFormAction
from bot.shop.store import ShopStore


def knowledge_actions() -> list[Action]:
    """Return the actions of a project that has a knowledge base and products, but no shop."""
    return [AnswerFaqAction(), HandoffAction(), *_product_actions(None)]


def shop_actions(tools: ShopTools) -> list[Action]:
    """Return the actions of a shop with orders and customers; forms know the write they end in."""
    cancel, give_back = CancelOrderAction(tools), ReturnOrderAction(tools)
    readdress, claim = ChangeAddressAction(tools), WarrantyClaimAction(tools)
    report = ReportDeliveryProblemAction(tools)
    forms: list[ShopForm] = [
        OrderStatusForm(tools),
        RefundStatusForm(tools),
        InvoiceForm(tools),
        CancelForm(tools, cancel),
        ReturnForm(tools, give_back),
        AddressForm(tools, readdress),
        WarrantyForm(tools, claim),
        DeliveryProblemForm(tools, report),
        NewsletterForm(),
        UnsubscribeForm(),
        ComplaintForm(),
    ]
    return [
        AnswerFaqAction(),
        HandoffAction(),
        StopFormAction(forms),
        *_product_actions(tools.store),
        OrderStatusAction(tools),
        OrderHistoryAction(tools),
        RefundStatusAction(tools),
        SendInvoiceAction(tools),
        *(cancel, give_back, readdress, claim, report),
        AskOrderNumberAction(tools),
        AskReturnItemAction(give_back),
        AskWarrantyItemAction(claim),
        ShippingCostAction(tools),
        ShippingTimeAction(tools),
        StoreHoursAction(tools),
        StoreLocationAction(),
        SubscribeNewsletterAction(tools),
        UnsubscribeNewsletterAction(tools),
        FileComplaintAction(tools),
        *forms,
    ]


def _product_actions(customers: ShopStore | None) -> list[Action]:
    """Return the actions about products; with customers they are personal."""
    return [
        SearchProductsAction(),
        RefineSearchAction(),
        ChooseItemAction(),
        ProductPriceAction(),
        ProductStockAction(customers),
        ProductDetailsAction(),
        CompareProductsAction(),
        RecommendAction(customers),
        FindSimilarAction(),
        FindAccessoriesAction(),
        SizeAdviceAction(customers),
    ]
